using System.ComponentModel;
using System.Text.Json.Serialization;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Lookups;
using Microsoft.AspNetCore.Routing;

namespace CompetencyModular.SkillsAnalysis.Features.ReviewSkills;

/// <summary>What a person's job needs, what the person can show, and the gap between them (R2.5, R3.2).</summary>
internal static class ReviewSkills
{
    /// <param name="AsOf">At the end of this day (F5); now, where it is today or none is given.</param>
    [Requires(SkillsPermissions.See)]
    internal sealed record Query(PersonRef Person, DateOnly? AsOf = null) : IRead<Response>;

    internal sealed record Response(
        Guid PersonId,
        [property: Description("The instant at which this is true.")] DateTimeOffset AsOf,
        [property: Description("Met mandatory requirements in percent, rounded down; null where nothing is mandatory.")] int? Fulfilment,
        [property: Description("How many mandatory requirements are met.")] int Met,
        [property: Description("How many mandatory requirements there are, without those the person is exempt from.")] int Required,
        [property: Description("The same for each job profile in force: one piece of evidence may fulfil one profile and not another.")] IReadOnlyList<Profile> Profiles,
        [property: Description("The required skills, the most pressing first; a second row where a level above the mandatory one is desirable.")] IReadOnlyList<Line> Skills,
        [property: Description("Skills with evidence, a claim or a level waiting for approval that no profile requires.")] IReadOnlyList<FurtherSkill> Further)
    {
        /// <summary>The person's name; null where it is the one who asks.</summary>
        [JsonIgnore]
        public string? Name { get; init; }

        [JsonIgnore]
        public AskedDay Asked { get; init; }
    }

    internal sealed record Profile(Guid ProfileId, string Name, bool IsPrimary, int? Fulfilment, int Met, int Required, bool HasRequirements);

    internal sealed record Line(
        Guid SkillId, string Skill, string Category,
        [property: Description("The level required: the highest that a profile in force asks for.")] int Required, string RequiredLevel,
        [property: Description("The level that valid evidence shows now; 0 is none.")] int Effective, string EffectiveLevel,
        [property: Description("The highest level of the skill's scale.")] int HighestLevel,
        [property: Description("How many levels are missing.")] int Missing,
        bool Mandatory, int Weight,
        [property: Description("Met, Expiring (met, and lapses within 60 days), Lapsed, NotYet or NoEvidence.")] GapStatus Status,
        [property: Description("Since when it is lapsed.")] DateTimeOffset? Since,
        [property: Description("The first instant at which it is not met any more, if nothing new comes.")] DateTimeOffset? Until,
        [property: Description("A level above the one shown that the person claims; it never counts.")] int? Claimed, string? ClaimedLevel,
        [property: Description("The level that the person has asked somebody to confirm, who has not decided yet; null as of another day.")] int? WaitsForApproval, string? WaitsForApprovalLevel,
        bool IsSuspended,
        [property: Description("When the suspension ends; null for an open one.")] DateTimeOffset? SuspendedUntil,
        bool IsExempt,
        [property: Description("The profiles that require the skill, each with its own level.")] IReadOnlyList<Reason> RequiredBy)
    {
        [JsonIgnore]
        public IReadOnlyList<string> Levels { get; init; } = [];

        [JsonIgnore]
        public bool IsMet => Status is GapStatus.Met or GapStatus.Expiring;
    }

    internal sealed record Reason(Guid ProfileId, string Profile, int Level, string LevelName);

    internal sealed record FurtherSkill(Guid SkillId, string Skill, string Category, int Effective, string EffectiveLevel, int? Claimed, string? ClaimedLevel, DateTimeOffset? Until,
        [property: Description("The level that the person has asked somebody to confirm, who has not decided yet; null as of another day.")] int? WaitsForApproval, string? WaitsForApprovalLevel)
    {
        [JsonIgnore]
        public IReadOnlyList<string> Levels { get; init; } = [];
    }

    internal sealed class Handler(LedgerReader ledger, RecordAccess access, Optional<IRequestedLevels> requested, ISkillLookup skills, IPeople people, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await access.OpenAsync(query.Person, cancellationToken) is not { } personId) return Error.NotFound();
            string? name = null;
            if (!access.IsOwn(personId))
            {
                var cards = await people.CardsAsync([personId], cancellationToken);
                if (!cards.TryGetValue(personId, out var card)) return Error.NotFound();
                name = card.Name;
            }

            var asked = AskedDay.Of(tenant, query.AsOf, time.GetUtcNow());
            var at = asked.At;
            var stand = await ledger.StandAsync(personId, at, cancellationToken);
            var waiting = asked.IsToday && requested.Value is { } lookup
                ? (await lookup.WaitingAsync([personId], cancellationToken)).GetValueOrDefault(personId) ?? NothingWaits
                : NothingWaits;
            var mandatory = stand.Gap.Lines.Where(l => l is { Mandatory: true, IsExempt: false }).ToList();
            var required = stand.Gap.Lines.Select(l => l.Skill.Id).ToHashSet();
            // A skill of which nothing was ever shown or claimed may wait, too.
            var unseen = waiting.Keys.Where(s => !required.Contains(s) && !stand.Records.ContainsKey(s)).ToList();
            var waitingSkills = unseen.Count == 0 ? [] : (await skills.SkillsAsync(unseen, cancellationToken)).Values;
            var further = stand.Records.Values.Where(r => !required.Contains(r.Skill.Id)).Select(r => ToFurther(r, at, waiting)).OfType<FurtherSkill>().Concat(waitingSkills.Select(c => ToFurther(c, waiting[c.Id])));
            return new Response(
                personId, at, stand.Gap.Fulfilment, mandatory.Count(l => l.IsMet), mandatory.Count,
                [.. stand.Gap.Profiles.Select(p => new Profile(p.ProfileId, p.Name, p.IsPrimary, p.Fulfilment, p.Met, p.Required, p.HasRequirements))],
                [.. stand.Gap.Lines.Select(l => ToLine(l, waiting))],
                [.. further.OrderBy(f => f.Skill, StringComparer.CurrentCulture).ThenBy(f => f.SkillId)])
            {
                Name = name,
                Asked = asked,
            };
        }

        private static Line ToLine(GapLine line, IReadOnlyDictionary<Guid, int> waiting)
        {
            var levels = line.Skill.Names();
            return new Line(
                line.Skill.Id, line.Skill.Name, line.Skill.Category, line.Required, levels[line.Required], line.Effective, levels[line.Effective], levels.Count - 1, line.Missing,
                line.Mandatory, line.Requirement.Weight, line.Status, line.Since, line.Until, line.Claimed, line.Claimed is { } claimed ? levels[claimed] : null,
                LevelOf(waiting, line.Skill.Id), LevelOf(waiting, line.Skill.Id) is { } asked ? levels[asked] : null,
                line.SuspendedUntil is not null, line.SuspendedUntil is { } end && end < DateTimeOffset.MaxValue ? end : null, line.IsExempt,
                [.. line.Requirement.Profiles.Select(p => new Reason(p.ProfileId, p.Profile, p.Ordinal, levels[p.Ordinal]))])
            {
                Levels = levels,
            };
        }

        private static readonly IReadOnlyDictionary<Guid, int> NothingWaits = new Dictionary<Guid, int>();

        private static int? LevelOf(IReadOnlyDictionary<Guid, int> waiting, Guid skillId) => waiting.TryGetValue(skillId, out var level) ? level : null;

        private static FurtherSkill ToFurther(SkillCard skill, int asked)
        {
            var levels = skill.Names();
            return new FurtherSkill(skill.Id, skill.Name, skill.Category, 0, levels[0], null, null, null, asked, levels[asked]) { Levels = levels };
        }

        /// <summary>Null where everything was taken back or has lapsed, and nothing is claimed or waits.</summary>
        private static FurtherSkill? ToFurther(SkillRecord record, DateTimeOffset at, IReadOnlyDictionary<Guid, int> waiting)
        {
            var (level, claim, asked) = (record.LevelAt(at), record.ClaimAt(at), LevelOf(waiting, record.Skill.Id));
            if (level == 0 && claim is null && asked is null) return null;
            var levels = record.Skill.Names();
            int? claimed = claim is null ? null : record.Current(claim);
            return new FurtherSkill(
                record.Skill.Id, record.Skill.Name, record.Skill.Category, level, levels[level], claimed, claimed is { } c ? levels[c] : null,
                level > 0 ? record.FallsBelow(level, at) : null, asked, asked is { } a ? levels[a] : null)
            {
                Levels = levels,
            };
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Get<Query, Response>("people/{person}/gap", "What a person's job profiles require, what the person can show, and the gap, now or as of another day (asOf); person is an id or “me”.");
    }

    private static IReadOnlyList<string> Names(this SkillCard skill)
    {
        var names = new string[skill.Levels.Count];
        for (var i = 0; i < names.Length; i++) names[i] = skill.Levels[i].Name;
        return names;
    }
}
