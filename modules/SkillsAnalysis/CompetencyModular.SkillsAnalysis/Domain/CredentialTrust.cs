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

    public void TrustAgain() => TrustedUntil = null;

    public bool IsTrustedAt(DateTimeOffset at) => TrustedSince <= at && (TrustedUntil is not { } until || at < until);
}

/// <summary>What a type of credential of an issuer shows.</summary>
internal sealed class CredentialMapping
{
    private CredentialMapping() { }

    public CredentialMapping(Guid issuerId, string credentialType, Guid skillId, int scaleVersion, int ordinal, Validity? validity = null)
    {
        IssuerId = issuerId;
        CredentialType = credentialType;
        SkillId = skillId;
        ScaleVersion = scaleVersion;
        Ordinal = ordinal;
        Validity = validity;
    }

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid IssuerId { get; private init; }

    public string CredentialType { get; private init; } = "";

    public Guid SkillId { get; private init; }

    public int ScaleVersion { get; private set; }

    public int Ordinal { get; private set; }

    /// <summary>For how long it counts where the credential names no earlier end; null leaves it to level, skill and tenant (F3).</summary>
    public Validity? Validity { get; private set; }

    public void Change(int scaleVersion, int ordinal, Validity? validity) => (ScaleVersion, Ordinal, Validity) = (scaleVersion, ordinal, validity);
}

internal static class CredentialRule
{
    /// <summary>Whether an external credential counts by itself; else it goes to approval (E6).</summary>
    /// <param name="isVerified">
    /// Whether it is known to be the issuer's: its signature is valid or, as paper has none, somebody entitled has the original before them. What a person
    /// types in for themselves is not.
    /// </param>
    /// <param name="issuer">Who issued it, where known.</param>
    /// <param name="mapping">What it stands for, where that is known.</param>
    /// <param name="at">When that is asked.</param>
    public static bool CountsByItself(bool isVerified, TrustedIssuer? issuer, CredentialMapping? mapping, DateTimeOffset at) =>
        isVerified && issuer is not null && issuer.IsTrustedAt(at) && mapping is not null && mapping.IssuerId == issuer.Id;
}
