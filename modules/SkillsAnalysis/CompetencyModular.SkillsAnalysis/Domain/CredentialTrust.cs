namespace CompetencyModular.SkillsAnalysis.Domain;

/// <summary>A body whose credentials the tenant trusts (E6).</summary>
internal sealed class TrustedIssuer
{
    private TrustedIssuer() { }

    public TrustedIssuer(string name, string identifier, DateTimeOffset trustedSince) =>
        (Name, Identifier, TrustedSince) = (name, identifier, trustedSince);

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public string Name { get; private init; } = "";

    /// <summary>How the issuer is named in its credentials, such as the address of its profile.</summary>
    public string Identifier { get; private init; } = "";

    public DateTimeOffset TrustedSince { get; private init; }

    public DateTimeOffset? TrustedUntil { get; private set; }

    public void Distrust(DateTimeOffset now) => TrustedUntil ??= now;

    public bool IsTrustedAt(DateTimeOffset at) => TrustedSince <= at && (TrustedUntil is not { } until || at < until);
}

/// <summary>What a type of credential of an issuer shows.</summary>
internal sealed class CredentialMapping
{
    private CredentialMapping() { }

    public CredentialMapping(Guid issuerId, string credentialType, Guid skillId, int scaleVersion, int ordinal)
    {
        IssuerId = issuerId;
        CredentialType = credentialType;
        SkillId = skillId;
        ScaleVersion = scaleVersion;
        Ordinal = ordinal;
    }

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid IssuerId { get; private init; }

    public string CredentialType { get; private init; } = "";

    public Guid SkillId { get; private init; }

    public int ScaleVersion { get; private init; }

    public int Ordinal { get; private init; }
}

internal static class CredentialRule
{
    /// <summary>Whether an external credential counts by itself; else it goes to approval (E6).</summary>
    public static bool CountsByItself(bool signatureIsValid, TrustedIssuer? issuer, CredentialMapping? mapping, DateTimeOffset at) =>
        signatureIsValid && issuer is not null && issuer.IsTrustedAt(at) && mapping is not null && mapping.IssuerId == issuer.Id;
}
