namespace Connect.Sdk.Configuration.Clients;

/// <summary>The TLS settings of Kafka clients (<c>org.apache.kafka.common.config.SslConfigs</c>).</summary>
public static class SslSettings
{
    private const string Doc = "A TLS setting of Kafka clients, as in the documentation of Kafka.";

    /// <summary>Adds them to a definition.</summary>
    /// <returns>The definition.</returns>
    public static ConfigDef AddTo(ConfigDef definition) => definition
            .Define("ssl.protocol", ConfigType.String, "TLSv1.3", ConfigImportance.Medium, Doc)
            .Define("ssl.provider", ConfigType.String, null, ConfigImportance.Medium, Doc)
            .Define("ssl.cipher.suites", ConfigType.List, "", ConfigImportance.Low, Doc, ConfigValidators.ListOfDifferent(mayBeEmpty: true, mayBeNull: false))
            .Define("ssl.enabled.protocols", ConfigType.List, "TLSv1.2,TLSv1.3", ConfigImportance.Medium, Doc, ConfigValidators.ListOfDifferent(mayBeEmpty: true, mayBeNull: false))
            .Define("ssl.keystore.type", ConfigType.String, "JKS", ConfigImportance.Medium, Doc)
            .Define("ssl.keystore.location", ConfigType.String, null, ConfigImportance.High, Doc)
            .Define("ssl.keystore.password", ConfigType.Password, null, ConfigImportance.High, Doc)
            .Define("ssl.key.password", ConfigType.Password, null, ConfigImportance.High, Doc)
            .Define("ssl.keystore.key", ConfigType.Password, null, ConfigImportance.High, Doc)
            .Define("ssl.keystore.certificate.chain", ConfigType.Password, null, ConfigImportance.High, Doc)
            .Define("ssl.truststore.certificates", ConfigType.Password, null, ConfigImportance.High, Doc)
            .Define("ssl.truststore.type", ConfigType.String, "JKS", ConfigImportance.Medium, Doc)
            .Define("ssl.truststore.location", ConfigType.String, null, ConfigImportance.High, Doc)
            .Define("ssl.truststore.password", ConfigType.Password, null, ConfigImportance.High, Doc)
            .Define("ssl.keymanager.algorithm", ConfigType.String, "SunX509", ConfigImportance.Low, Doc)
            .Define("ssl.trustmanager.algorithm", ConfigType.String, "PKIX", ConfigImportance.Low, Doc)
            .Define("ssl.endpoint.identification.algorithm", ConfigType.String, "https", ConfigImportance.Low, Doc)
            .Define("ssl.secure.random.implementation", ConfigType.String, null, ConfigImportance.Low, Doc)
            .Define("ssl.engine.factory.class", ConfigType.Class, null, ConfigImportance.Low, Doc);
}
