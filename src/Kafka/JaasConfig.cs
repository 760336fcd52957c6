using Connect.Sdk.Errors;

namespace Connect.Kafka;

/// <summary>Reads <c>sasl.jaas.config</c>, a line of a JAAS file: the login module and its options.</summary>
internal static class JaasConfig
{
    /// <summary>Adds the user's name and password to settings of librdkafka.</summary>
    /// <exception cref="ConfigException">The login module cannot be done here. The text does not show the line, which has secrets.</exception>
    public static void AddTo(Dictionary<string, string> settings, string jaas)
    {
        var module = jaas.TrimStart().Split(' ', 2)[0];
        var options = JaasOptions.Parse(jaas);
        switch (module[(module.LastIndexOf('.') + 1)..])
        {
            case "PlainLoginModule" or "ScramLoginModule":
                if (options.TryGetValue("username", out var user)) settings["sasl.username"] = user;
                if (options.TryGetValue("password", out var password)) settings["sasl.password"] = password;
                break;
            case "OAuthBearerLoginModule":
                settings["sasl.oauthbearer.method"] = "oidc";
                if (options.TryGetValue("clientId", out var id)) settings["sasl.oauthbearer.client.id"] = id;
                if (options.TryGetValue("clientSecret", out var secret)) settings["sasl.oauthbearer.client.secret"] = secret;
                if (options.TryGetValue("scope", out var scope)) settings["sasl.oauthbearer.scope"] = scope;
                break;
            case "Krb5LoginModule":
                if (options.TryGetValue("keyTab", out var keyTab)) settings["sasl.kerberos.keytab"] = keyTab;
                if (options.TryGetValue("principal", out var principal)) settings["sasl.kerberos.principal"] = principal;
                break;
            default:
                throw new ConfigException(
                    $"The login module {module} of sasl.jaas.config is not supported: use PlainLoginModule, ScramLoginModule, OAuthBearerLoginModule or Krb5LoginModule");
        }
    }
}
