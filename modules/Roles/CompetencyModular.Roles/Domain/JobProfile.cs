using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Roles.Domain;

/// <summary>
/// What a position needs. Its requirements change by new versions, each in force from a day until the next takes over, so that one can
/// say what was required at any time.
/// </summary>
internal sealed class JobProfile : IVersioned
{
    private readonly List<ProfileVersion> versions = [];

    private JobProfile()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The group of jobs it belongs to; may be empty.</summary>
    public string Family { get; private set; } = "";

    /// <summary>The career track of which it is a step, "Business analyst" for a "Senior business analyst"; may be empty.</summary>
    public string Track { get; private set; } = "";

    public string Description { get; private set; } = "";

    /// <summary>Family, track and name in one: unique.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The name as it is searched and sorted.</summary>
    public string NameKey { get; private set; } = "";

    public DateTimeOffset? RetiredAt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<ProfileVersion> Versions => versions;

    /// <summary>The version being worked on, if any.</summary>
    public ProfileVersion? Draft => versions.FirstOrDefault(v => v.State is ProfileVersionState.Draft);

    /// <summary>What the next version begins with: the draft, or else what was published last.</summary>
    public ProfileVersion? Working => Draft ?? Latest;

    /// <summary>The version published last, which may come into force only later.</summary>
    public ProfileVersion? Latest => versions.Where(v => v.State is ProfileVersionState.Published).MaxBy(v => v.Number);

    public static JobProfile Create(Guid id, string name, string family, string track, string description)
    {
        var profile = new JobProfile { Id = id };
        profile.Describe(name, family, track, description);
        return profile;
    }

    public static string KeyOf(string name, string family, string track) => string.Join('|', SearchText.Of(family), SearchText.Of(track), SearchText.Of(name));

    /// <summary>Changes the words, which are not versioned.</summary>
    /// <returns>Whether anything is different now.</returns>
    public bool Describe(string name, string family, string track, string description)
    {
        (name, family, track, description) = (name.Trim(), family.Trim(), track.Trim(), description.Trim());
        if ((name, family, track, description) == (Name, Family, Track, Description)) return false;
        (Name, Family, Track, Description, Key, NameKey) = (name, family, track, description, KeyOf(name, family, track), SearchText.Of(name));
        return true;
    }

    public ProfileVersion? InForceOn(DateOnly day) => versions.FirstOrDefault(v => v.IsInForceOn(day));

    /// <summary>Sets the draft's requirements; begins a draft where there is none.</summary>
    public ProfileVersion Revise(IEnumerable<RequirementTerms> requirements)
    {
        var draft = Draft;
        if (draft is null) versions.Add(draft = new ProfileVersion(Guid.CreateVersion7(), Id, versions.Count + 1));
        draft.Require(requirements);
        return draft;
    }

    /// <summary>Throws the draft away; what is published stays.</summary>
    public void DiscardDraft() => versions.RemoveAll(v => v.State is ProfileVersionState.Draft);

    /// <summary>The first day on which the draft may come into force: versions follow one another.</summary>
    public DateOnly EarliestDay => Latest?.InForceFrom ?? DateOnly.MinValue;

    /// <summary>Publishes the draft. The version before it ends where this one begins.</summary>
    public void Publish(DateOnly from, DateTimeOffset now)
    {
        if (from < EarliestDay) throw new ArgumentOutOfRangeException(nameof(from), from, "A version comes into force no earlier than the one before it.");
        var draft = Draft ?? throw new InvalidOperationException("There is no draft to publish.");
        Latest?.EndBefore(from);
        draft.Publish(from, now);
    }

    public void Retire(DateTimeOffset now) => RetiredAt ??= now;

    public void Restore() => RetiredAt = null;
}

/// <summary>A version of a profile's requirements.</summary>
internal sealed class ProfileVersion
{
    private readonly List<ProfileRequirement> requirements = [];

    public ProfileVersion(Guid id, Guid profileId, int number) => (Id, ProfileId, Number) = (id, profileId, number);

    public Guid Id { get; private set; }

    public Guid ProfileId { get; private set; }

    /// <summary>From 1.</summary>
    public int Number { get; private set; }

    public ProfileVersionState State { get; private set; }

    /// <summary>The first day of its force; null while it is a draft.</summary>
    public DateOnly? InForceFrom { get; private set; }

    /// <summary>The day on which the next version takes over, which is not in it any more; null while none does.</summary>
    public DateOnly? ReplacedOn { get; private set; }

    public DateTimeOffset? PublishedAt { get; private set; }

    public IReadOnlyList<ProfileRequirement> Requirements => requirements;

    public bool IsInForceOn(DateOnly day) => State is ProfileVersionState.Published && InForceFrom <= day && (ReplacedOn is null || day < ReplacedOn);

    /// <summary>Whether it asks for exactly this.</summary>
    public bool Asks(IReadOnlyCollection<RequirementTerms> terms) =>
        terms.Count == requirements.Count && requirements.Select(r => r.Terms).ToHashSet().SetEquals(terms);

    /// <summary>A short sign of what it asks for: two that are alike ask for the same.</summary>
    public string Stamp() => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', requirements.OrderBy(r => r.SkillId)
        .Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.SkillId} {r.Ordinal} {r.ScaleVersion} {r.Mandatory} {r.Weight}"))))))[..32];

    internal void Require(IEnumerable<RequirementTerms> terms)
    {
        if (State is not ProfileVersionState.Draft) throw new InvalidOperationException("What is published is not changed.");
        var wanted = terms.ToDictionary(t => t.SkillId);
        requirements.RemoveAll(r => !wanted.ContainsKey(r.SkillId));
        foreach (var requirement in requirements) requirement.Set(wanted[requirement.SkillId]);
        var known = requirements.Select(r => r.SkillId).ToHashSet();
        requirements.AddRange(wanted.Values.Where(t => !known.Contains(t.SkillId)).Select(t => new ProfileRequirement(Id, t)));
    }

    internal void Publish(DateOnly from, DateTimeOffset now) => (State, InForceFrom, PublishedAt) = (ProfileVersionState.Published, from, now);

    internal void EndBefore(DateOnly day) => ReplacedOn = day;
}

internal enum ProfileVersionState
{
    Draft,
    Published,
}

/// <summary>A skill that a profile version requires.</summary>
internal sealed class ProfileRequirement
{
    private ProfileRequirement()
    {
    }

    internal ProfileRequirement(Guid versionId, RequirementTerms terms)
    {
        VersionId = versionId;
        SkillId = terms.SkillId;
        Set(terms);
    }

    public Guid VersionId { get; private set; }

    public Guid SkillId { get; private set; }

    /// <summary>The level, as a place on the scale version below.</summary>
    public int Ordinal { get; private set; }

    /// <summary>The version of the skill's scale under which the level was chosen; it is mapped to the current one when asked for (L1).</summary>
    public int ScaleVersion { get; private set; }

    public bool Mandatory { get; private set; }

    public int Weight { get; private set; }

    public RequirementTerms Terms => new(SkillId, Ordinal, ScaleVersion, Mandatory, Weight);

    internal void Set(RequirementTerms terms) => (Ordinal, ScaleVersion, Mandatory, Weight) = (terms.Ordinal, terms.ScaleVersion, terms.Mandatory, terms.Weight);
}

/// <summary>What a requirement says.</summary>
internal readonly record struct RequirementTerms
{
    public const int LightestWeight = 1;
    public const int HeaviestWeight = 5;

    /// <summary>The weight of a requirement to which nobody gave one.</summary>
    public const int UsualWeight = 3;

    public RequirementTerms(Guid skillId, int ordinal, int scaleVersion, bool mandatory, int weight)
    {
        if (ordinal < 1) throw new ArgumentOutOfRangeException(nameof(ordinal), ordinal, "\"None\" is not a requirement.");
        if (weight is < LightestWeight or > HeaviestWeight) throw new ArgumentOutOfRangeException(nameof(weight), weight, "Weights are 1 to 5.");
        (SkillId, Ordinal, ScaleVersion, Mandatory, Weight) = (skillId, ordinal, scaleVersion, mandatory, weight);
    }

    public Guid SkillId { get; }

    public int Ordinal { get; }

    public int ScaleVersion { get; }

    public bool Mandatory { get; }

    public int Weight { get; }

    /// <summary>The same on another version of the skill's scale.</summary>
    public RequirementTerms On(int scaleVersion, int ordinal) => new(SkillId, ordinal, scaleVersion, Mandatory, Weight);
}
