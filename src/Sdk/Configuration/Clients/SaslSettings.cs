namespace Connect.Sdk.Configuration.Clients;

/// <summary>The SASL settings of Kafka clients (<c>org.apache.kafka.common.config.SaslConfigs</c>).</summary>
public static class SaslSettings
{
    private const string Doc = "A SASL setting of Kafka clients, as in the documentation of Kafka.";

    /// <summary>Adds them to a definition.</summary>
    /// <returns>The definition.</returns>
    public static ConfigDef AddTo(ConfigDef definition) => definition
            .Define("sasl.kerberos.service.name", ConfigType.String, null, ConfigImportance.Medium, Doc)
            .Define("sasl.kerberos.kinit.cmd", ConfigType.String, "/usr/bin/kinit", ConfigImportance.Low, Doc)
            .Define("sasl.kerberos.ticket.renew.window.factor", ConfigType.Double, 0.8d, ConfigImportance.Low, Doc)
            .Define("sasl.kerberos.ticket.renew.jitter", ConfigType.Double, 0.05d, ConfigImportance.Low, Doc)
            .Define("sasl.kerberos.min.time.before.relogin", ConfigType.Long, 60000L, ConfigImportance.Low, Doc)
            .Define("sasl.login.refresh.window.factor", ConfigType.Double, 0.8d, ConfigImportance.Low, Doc, ConfigValidators.Between(0.5d, 1.0d))
            .Define("sasl.login.refresh.window.jitter", ConfigType.Double, 0.05d, ConfigImportance.Low, Doc, ConfigValidators.Between(0.0d, 0.25d))
            .Define("sasl.login.refresh.min.period.seconds", ConfigType.Short, (short)60, ConfigImportance.Low, Doc, ConfigValidators.Between((short)0, (short)900))
            .Define("sasl.login.refresh.buffer.seconds", ConfigType.Short, (short)300, ConfigImportance.Low, Doc, ConfigValidators.Between((short)0, (short)3600))
            .Define("sasl.mechanism", ConfigType.String, "GSSAPI", ConfigImportance.Medium, Doc)
            .Define("sasl.jaas.config", ConfigType.Password, null, ConfigImportance.Medium, Doc)
            .Define("sasl.client.callback.handler.class", ConfigType.Class, null, ConfigImportance.Medium, Doc)
            .Define("sasl.login.callback.handler.class", ConfigType.Class, null, ConfigImportance.Medium, Doc)
            .Define("sasl.login.class", ConfigType.Class, null, ConfigImportance.Medium, Doc)
            .Define("sasl.login.connect.timeout.ms", ConfigType.Int, null, ConfigImportance.Low, Doc)
            .Define("sasl.login.read.timeout.ms", ConfigType.Int, null, ConfigImportance.Low, Doc)
            .Define("sasl.login.retry.backoff.max.ms", ConfigType.Long, 10000L, ConfigImportance.Low, Doc)
            .Define("sasl.login.retry.backoff.ms", ConfigType.Long, 100L, ConfigImportance.Low, Doc)
            .Define("sasl.oauthbearer.jwt.retriever.class", ConfigType.Class, new ConfigClass("org.apache.kafka.common.security.oauthbearer.DefaultJwtRetriever"), ConfigImportance.Medium, Doc)
            .Define("sasl.oauthbearer.jwt.validator.class", ConfigType.Class, new ConfigClass("org.apache.kafka.common.security.oauthbearer.DefaultJwtValidator"), ConfigImportance.Medium, Doc)
            .Define("sasl.oauthbearer.scope", ConfigType.String, null, ConfigImportance.Medium, Doc)
            .Define("sasl.oauthbearer.client.credentials.client.id", ConfigType.String, null, ConfigImportance.Medium, Doc)
            .Define("sasl.oauthbearer.client.credentials.client.secret", ConfigType.Password, null, ConfigImportance.Medium, Doc)
            .Define("sasl.oauthbearer.assertion.algorithm", ConfigType.String, "RS256", ConfigImportance.Medium, Doc, ConfigValidators.OneOfIgnoringCase("ES256", "RS256"))
            .Define("sasl.oauthbearer.assertion.claim.aud", ConfigType.String, null, ConfigImportance.Medium, Doc)
            .Define("sasl.oauthbearer.assertion.claim.exp.seconds", ConfigType.Int, 300, ConfigImportance.Low, Doc, ConfigValidators.Between(0, 86400))
            .Define("sasl.oauthbearer.assertion.claim.iss", ConfigType.String, null, ConfigImportance.Medium, Doc)
            .Define("sasl.oauthbearer.assertion.claim.jti.include", ConfigType.Boolean, false, ConfigImportance.Medium, Doc)
            .Define("sasl.oauthbearer.assertion.claim.nbf.seconds", ConfigType.Int, 60, ConfigImportance.Low, Doc, ConfigValidators.Between(0, 3600))
            .Define("sasl.oauthbearer.assertion.claim.sub", ConfigType.String, null, ConfigImportance.Medium, Doc)
            .Define("sasl.oauthbearer.assertion.file", ConfigType.String, null, ConfigImportance.Medium, Doc)
            .Define("sasl.oauthbearer.assertion.private.key.file", ConfigType.String, null, ConfigImportance.Medium, Doc)
            .Define("sasl.oauthbearer.assertion.private.key.passphrase", ConfigType.Password, null, ConfigImportance.Medium, Doc)
            .Define("sasl.oauthbearer.assertion.template.file", ConfigType.String, null, ConfigImportance.Medium, Doc)
            .Define("sasl.oauthbearer.scope.claim.name", ConfigType.String, "scope", ConfigImportance.Low, Doc)
            .Define("sasl.oauthbearer.sub.claim.name", ConfigType.String, "sub", ConfigImportance.Low, Doc)
            .Define("sasl.oauthbearer.token.endpoint.url", ConfigType.String, null, ConfigImportance.Medium, Doc)
            .Define("sasl.oauthbearer.jwks.endpoint.url", ConfigType.String, null, ConfigImportance.Medium, Doc)
            .Define("sasl.oauthbearer.jwks.endpoint.refresh.ms", ConfigType.Long, 3600000L, ConfigImportance.Low, Doc)
            .Define("sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms", ConfigType.Long, 10000L, ConfigImportance.Low, Doc)
            .Define("sasl.oauthbearer.jwks.endpoint.retry.backoff.ms", ConfigType.Long, 100L, ConfigImportance.Low, Doc)
            .Define("sasl.oauthbearer.clock.skew.seconds", ConfigType.Int, 30, ConfigImportance.Low, Doc)
            .Define("sasl.oauthbearer.expected.audience", ConfigType.List, "", ConfigImportance.High, Doc, ConfigValidators.ListOfDifferent(mayBeEmpty: true, mayBeNull: false))
            .Define("sasl.oauthbearer.expected.issuer", ConfigType.String, null, ConfigImportance.High, Doc)
            .Define("sasl.oauthbearer.header.urlencode", ConfigType.Boolean, false, ConfigImportance.Low, Doc);
}
