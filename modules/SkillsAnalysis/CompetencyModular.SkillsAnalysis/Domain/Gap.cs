using CompetencyModular.Roles.Contracts;
using CompetencyModular.SkillsAnalysis.Contracts;

namespace CompetencyModular.SkillsAnalysis.Domain;

/// <summary>The gap between what profiles require of a person and what the person can show at an instant.</summary>
/// <param name="Lines">One line for each required skill, and a second where a higher level is desirable (G1); the most pressing first.</param>
/// <param name="Profiles">The same, profile by profile (G4).</param>
internal sealed record Gap(IReadOnlyList<GapLine> Lines, IReadOnlyList<ProfileStand> Profiles)
{
    /// <summary>How far ahead a lapse is announced (G3).</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(60);

    /// <summary>Met mandatory requirements in percent, or null where there are none (G3).</summary>
    public int? Fulfilment { get; } = Percent(Lines.Count(l => l is { Mandatory: true, IsExempt: false, IsMet: true }), Lines.Count(l => l is { Mandatory: true, IsExempt: false }));

    /// <summary>Compares what is required with what is held.</summary>
    /// <param name="profiles">The profiles in force.</param>
    /// <param name="records">The person's records by skill; a skill without one has no evidence.</param>
    /// <param name="skills">The cards of all required skills. A skill that is not among them is unknown and left out.</param>
    /// <param name="at">The instant.</param>
    public static Gap Of(
        IReadOnlyList<ProfileInForce> profiles, IReadOnlyDictionary<Guid, SkillRecord> records, IReadOnlyDictionary<Guid, SkillCard> skills, DateTimeOffset at)
    {
        var required = new Dictionary<Guid, Demand>();
        foreach (var profile in profiles)
        {
            foreach (var requirement in profile.Requirements)
            {
                if (!skills.ContainsKey(requirement.SkillId)) continue;
                if (!required.TryGetValue(requirement.SkillId, out var demand)) required.Add(requirement.SkillId, demand = new Demand());
                demand.Add(profile, requirement);
            }
        }

        var lines = new List<GapLine>(required.Count + 4);
        foreach (var (skillId, demand) in required)
        {
            var record = records.GetValueOrDefault(skillId);
            if (demand.Mandatory is { } mandatory) lines.Add(GapLine.Of(skills[skillId], record, mandatory, true, false, at));
            // A desirable level that is not above the mandatory one asks for nothing.
            if (demand.Desirable is { } desirable && desirable.Ordinal > (demand.Mandatory?.Ordinal ?? 0))
                lines.Add(GapLine.Of(skills[skillId], record, desirable, false, false, at));
            if (demand is { Mandatory: null, Desirable: null, Exempt: { } exempt })
                lines.Add(GapLine.Of(skills[skillId], record, exempt, demand.ExemptIsMandatory, true, at));
        }

        lines.Sort();
        var held = new Dictionary<Guid, int>(required.Count);
        foreach (var line in lines) held[line.Skill.Id] = line.Effective;
        return new Gap(lines, [.. profiles.Select(p => ProfileStand.Of(p, held))]);
    }

    /// <summary>Rounded down, so that only all is 100 % (G3); none of nothing is no number.</summary>
    public static int? Percent(int met, int required) => required == 0 ? null : met * 100 / required;

    /// <summary>What all profiles together ask of one skill: the highest of each sort, without what the person is exempt from (G1).</summary>
    private sealed class Demand
    {
        public RequiredLevel? Mandatory { get; private set; }

        public RequiredLevel? Desirable { get; private set; }

        public RequiredLevel? Exempt { get; private set; }

        public bool ExemptIsMandatory { get; private set; }

        public void Add(ProfileInForce profile, Requirement requirement)
        {
            if (requirement.IsExempt)
            {
                Exempt = RequiredLevel.Max(Exempt, profile, requirement);
                ExemptIsMandatory |= requirement.Mandatory;
            }
            else if (requirement.Mandatory) Mandatory = RequiredLevel.Max(Mandatory, profile, requirement);
            else Desirable = RequiredLevel.Max(Desirable, profile, requirement);
        }
    }
}

/// <summary>The highest level that profiles ask of a skill, with those that ask for it (G1).</summary>
/// <param name="Ordinal">The level.</param>
/// <param name="Weight">The largest weight among them.</param>
/// <param name="Profiles">All that require the skill, each with its own level.</param>
internal sealed record RequiredLevel(int Ordinal, int Weight, IReadOnlyList<Contribution> Profiles)
{
    public static RequiredLevel Max(RequiredLevel? so, ProfileInForce profile, Requirement requirement)
    {
        var contribution = new Contribution(profile.ProfileId, profile.Name, requirement.Ordinal);
        return so is null
            ? new RequiredLevel(requirement.Ordinal, requirement.Weight, [contribution])
            : new RequiredLevel(Math.Max(so.Ordinal, requirement.Ordinal), Math.Max(so.Weight, requirement.Weight), [.. so.Profiles, contribution]);
    }
}

/// <summary>A profile that requires a skill, and at which level.</summary>
internal sealed record Contribution(Guid ProfileId, string Profile, int Ordinal);

/// <summary>A required skill and how the person stands (G2).</summary>
internal sealed record GapLine(SkillCard Skill, RequiredLevel Requirement, bool Mandatory, bool IsExempt, int Effective, GapStatus Status) : IComparable<GapLine>
{
    /// <summary>Since when it is lapsed.</summary>
    public DateTimeOffset? Since { get; private init; }

    /// <summary>When a level that meets the requirement now will not meet it any more, however far off.</summary>
    public DateTimeOffset? Until { get; private init; }

    /// <summary>The level somebody claims, above the one shown (E2).</summary>
    public int? Claimed { get; private init; }

    /// <summary>The end of the suspension that covers the instant.</summary>
    public DateTimeOffset? SuspendedUntil { get; private init; }

    public int Required => Requirement.Ordinal;

    public int Missing => Math.Max(0, Required - Effective);

    /// <summary>Expiring counts as met everywhere (G3).</summary>
    public bool IsMet => Status is GapStatus.Met or GapStatus.Expiring;

    public static GapLine Of(SkillCard skill, SkillRecord? record, RequiredLevel requirement, bool mandatory, bool isExempt, DateTimeOffset at)
    {
        if (record is null) return new GapLine(skill, requirement, mandatory, isExempt, 0, GapStatus.NoEvidence);

        var effective = record.LevelAt(at);
        var until = effective >= requirement.Ordinal ? record.FallsBelow(requirement.Ordinal, at) : null;
        var since = effective >= requirement.Ordinal ? null : record.LapsedSince(requirement.Ordinal, at);
        var status = effective >= requirement.Ordinal
            ? until <= at + Gap.Horizon ? GapStatus.Expiring : GapStatus.Met
            : since is not null ? GapStatus.Lapsed
            : record.HasEvidenceAt(at) ? GapStatus.NotYet
            : GapStatus.NoEvidence;
        return new GapLine(skill, requirement, mandatory, isExempt, effective, status)
        {
            Since = since,
            Until = until,
            Claimed = record.ClaimAt(at) is { } claim ? record.Current(claim) : null,
            SuspendedUntil = record.SuspendedUntil(at),
        };
    }

    /// <summary>The most pressing first: open before expiring before met, mandatory before desirable, what matters and lacks most, then the name.</summary>
    public int CompareTo(GapLine? other)
    {
        if (other is null) return 1;
        var byUrgency = Urgency.CompareTo(other.Urgency);
        if (byUrgency != 0) return byUrgency;
        var byLack = (other.Missing * other.Requirement.Weight).CompareTo(Missing * Requirement.Weight);
        if (byLack != 0) return byLack;
        var byName = string.Compare(Skill.Name, other.Skill.Name, StringComparison.CurrentCulture);
        return byName != 0 ? byName : Skill.Id.CompareTo(other.Skill.Id);
    }

    private int Urgency => (IsExempt, Status, Mandatory) switch
    {
        (true, _, _) => 9,
        (_, GapStatus.Met, true) => 4,
        (_, GapStatus.Met, false) => 5,
        (_, GapStatus.Expiring, true) => 2,
        (_, GapStatus.Expiring, false) => 3,
        (_, _, true) => 0,
        (_, _, false) => 1,
    };
}

/// <summary>How the person stands towards one profile (G4): the same evidence may fulfil one and not another.</summary>
internal sealed record ProfileStand(Guid ProfileId, string Name, bool IsPrimary, int Met, int Required, int Desirable)
{
    public int? Fulfilment => Gap.Percent(Met, Required);

    /// <summary>A profile that requires nothing says so, instead of a percentage (G3).</summary>
    public bool HasRequirements => Required + Desirable > 0;

    public static ProfileStand Of(ProfileInForce profile, IReadOnlyDictionary<Guid, int> held)
    {
        int met = 0, required = 0, desirable = 0;
        foreach (var requirement in profile.Requirements)
        {
            if (requirement.IsExempt || !held.TryGetValue(requirement.SkillId, out var level)) continue;
            if (!requirement.Mandatory) desirable++;
            else
            {
                required++;
                if (level >= requirement.Ordinal) met++;
            }
        }

        return new ProfileStand(profile.ProfileId, profile.Name, profile.IsPrimary, met, required, desirable);
    }
}
