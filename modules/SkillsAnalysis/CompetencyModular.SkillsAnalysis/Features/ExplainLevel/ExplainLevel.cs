using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Lookups;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Specifications;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Features.ExplainLevel;

/// <summary>
/// Why a person has this level of a skill (F6): the evidence that counts, what was outvoted, which rule decided and when it lapses; now, or as of
/// another day (F5).
/// </summary>
internal static class ExplainLevel
{
    /// <param name="AsOf">At the end of this day; now, where it is today or none is given.</param>
    /// <param name="AsKnown">Only what had been recorded by then.</param>
    [Requires(SkillsPermissions.See)]
    internal sealed record Query(PersonRef Person, Guid SkillId, DateOnly? AsOf = null, bool AsKnown = false) : IRead<Response>;

    internal sealed record Response(
        Guid PersonId, Guid SkillId, string Skill, string Description, string Category, IReadOnlyList<Level> Levels,
        DateOnly AsOf, int Effective, SkillPolicy Policy, IReadOnlyList<EvidenceKind> AcceptedKinds, GapStatus? Status, DateTimeOffset? Since,
        DateTimeOffset? LapsesAt, int? FallsTo, int? Required, bool Mandatory, bool IsExempt, IReadOnlyList<Reason> RequiredBy,
        DateTimeOffset? SuspendedUntil, int? Claimed, IReadOnlyList<Row> Evidence, IReadOnlyList<Way> WaysOn)
    {
        /// <summary>The person's name; null where it is the one who asks.</summary>
        public string? Name { get; init; }

        /// <summary>The level that the person has asked somebody to confirm, who has not decided yet (G2); null as of another day.</summary>
        public int? WaitsForApproval { get; init; }

        /// <summary>Occasions of practice so far, and how many are aimed at: an indicator, no gate (T1).</summary>
        public int Occasions { get; init; }

        /// <summary>0 where practice does not matter.</summary>
        public int PracticeTarget { get; init; }

        /// <summary>Whether the reader may appraise this person, end evidence and suspend the skill.</summary>
        public bool MayJudge { get; init; }

        /// <summary>Whether the reader may record a certificate for this person.</summary>
        public bool MayRecord { get; init; }

        /// <summary>The certificates of trusted issuers that lead further, or renew what expires, where certificates count (E6).</summary>
        public IReadOnlyList<CertificateType> Certificates { get; init; } = [];

        public Row? Deciding => Evidence.FirstOrDefault(e => e.Standing is Standing.Counts);
    }

    internal sealed record Level(int Ordinal, string Name, string Description);

    internal sealed record Reason(Guid ProfileId, string Profile, int Ordinal, bool Mandatory);

    /// <param name="IsClaimToWithdraw">Whether it is the reader's own claim that still stands.</param>
    internal sealed record Row(
        Guid Id, EntryType Entry, EvidenceKind Kind, int? Ordinal, Standing Standing, string Title, string? Url, DateTimeOffset OccurredAt, DateTimeOffset ValidFrom,
        DateTimeOffset? ValidUntil, bool EndsWhenSuperseded, string Issuer, string Note, IReadOnlyList<string> Links, bool IsClaimToWithdraw)
    {
        /// <summary>What the row it refers to is called; empty where it refers to none.</summary>
        public string About { get; init; } = "";

        /// <summary>The number of a certificate.</summary>
        public string Number { get; init; } = "";

        /// <summary>The body that issued a certificate, where somebody else recorded it.</summary>
        public string IssuedBy { get; init; } = "";

        /// <summary>Whether it ends a suspension.</summary>
        public bool IsLift { get; init; }

        /// <summary>Whether the reader may take it back or end it.</summary>
        public bool MayEnd { get; init; }

        /// <summary>Whether it is a suspension that the reader may lift.</summary>
        public bool MayLift { get; init; }

        /// <summary>Whether it was done to the reader, who may answer (E4).</summary>
        public bool MayAnswer { get; init; }
    }

    /// <summary>An activity that leads further, or renews what expires.</summary>
    internal sealed record Way(string Title, string Url, int Ordinal);

    internal sealed class Handler(
        LedgerReader ledger, RecordAccess access, SkillsDb db, IRequirementLookup requirements, IActivityCatalog activities, CertificateReader certificates, Optional<IRequestedLevels> requested, IPeople people, ICurrentUser user, ITenant tenant, TimeProvider time)
        : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await access.OpenAsync(query.Person, cancellationToken) is not { } personId) return Error.NotFound();
            var now = time.GetUtcNow();
            var (day, at, isToday) = AskedDay.Of(tenant, query.AsOf, now);
            var record = await ledger.RecordAsync(personId, query.SkillId, query.AsKnown ? at : null, cancellationToken);
            if (record is null) return Error.NotFound();

            var profiles = (await requirements.InForceAsync([personId], at, cancellationToken))[personId];
            var gap = Gap.Of(profiles, new Dictionary<Guid, SkillRecord> { [query.SkillId] = record }, new Dictionary<Guid, SkillCard> { [query.SkillId] = record.Skill }, at);
            var line = gap.Lines.Count > 0 ? gap.Lines[0] : null;
            var level = record.LevelAt(at);
            var lapsesAt = level > 0 ? record.FallsBelow(level, at) : null;
            var judged = record.ExplainAt(at);
            var next = line?.Status is GapStatus.Expiring ? line.Required : level + 1;
            var ways = await WaysOnAsync(record, next, cancellationToken);
            var sources = judged.Select(j => j.Row.Source).Concat(ways.Keys.Select(a => (ActivityRef?)a)).OfType<ActivityRef>().ToHashSet();
            var links = sources.Count == 0 ? new Dictionary<ActivityRef, ActivityLink>() : await activities.DescribeAsync(sources, cancellationToken);
            var names = await people.CardsAsync([.. judged.Select(j => j.Row.IssuerId).OfType<Guid>().Append(personId).Distinct()], cancellationToken);
            if (!access.IsOwn(personId) && !names.ContainsKey(personId)) return Error.NotFound();
            var mayJudge = !access.IsOwn(personId) && isToday && user.Has(SkillsPermissions.Judge);
            var waiting = isToday && requested.Value is { } lookup ? (await lookup.WaitingAsync([personId], cancellationToken)).GetValueOrDefault(personId) : null;
            var target = await db.SkillSettings.Where(s => s.SkillId == query.SkillId).Select(s => s.PracticeTarget).FirstOrDefaultAsync(cancellationToken);

            return new Response(
                personId, query.SkillId, record.Skill.Name, record.Skill.Description, record.Skill.Category,
                [.. record.Skill.Levels.Select(l => new Level(l.Ordinal, l.Name, l.Description))],
                day, level, record.Rule.Policy, [.. EvidenceKinds.ByStrength.Where(k => record.Rule.Fulfils.HasFlag(k))], line?.Status, line?.Since, lapsesAt,
                lapsesAt is { } end ? record.LevelAt(end) : null, line?.Required, line?.Mandatory ?? false, line?.IsExempt ?? false,
                [.. profiles.SelectMany(p => p.Requirements.Where(r => r.SkillId == query.SkillId && !r.IsExempt).Select(r => new Reason(p.ProfileId, p.Name, r.Ordinal, r.Mandatory)))],
                record.SuspendedUntil(at), record.ClaimAt(at) is { } claim ? record.Current(claim) : null,
                [.. judged.Select(j => ToRow(j, record, links, names, mayJudge, now))],
                [.. ways.Where(w => links.ContainsKey(w.Key)).Select(w => new Way(links[w.Key].Title, links[w.Key].Url.TrimStart('/'), w.Value)).OrderBy(w => w.Ordinal).ThenBy(w => w.Title, StringComparer.CurrentCulture)])
            {
                Name = access.IsOwn(personId) ? null : names[personId].Name,
                WaitsForApproval = waiting is not null && waiting.TryGetValue(query.SkillId, out var asked) ? asked : null,
                Occasions = record.OccasionsAt(at),
                PracticeTarget = Practice.Target(target, record.Rule.Fulfils),
                MayJudge = mayJudge,
                MayRecord = !access.IsOwn(personId) && isToday && user.Has(SkillsPermissions.RecordCertificates),
                Certificates = record.Rule.Fulfils.HasFlag(EvidenceKind.Credential) ? [.. (await certificates.TypesAsync(record.Skill, cancellationToken)).Where(c => c.Ordinal >= next)] : [],
            };
        }

        /// <summary>What awards at least a level, in the kinds of evidence that count here.</summary>
        private async Task<Dictionary<ActivityRef, int>> WaysOnAsync(SkillRecord record, int atLeast, CancellationToken cancellationToken)
        {
            var rules = await db.AwardRules.AsNoTracking().InForce().Where(r => r.SkillId == record.Skill.Id)
                .Select(r => new { r.Activity, r.ScaleVersion, r.Ordinal }).ToListAsync(cancellationToken);
            return rules
                .Select(r => (r.Activity, Ordinal: record.Skill.ToCurrent(r.ScaleVersion, r.Ordinal)))
                .Where(r => r.Ordinal >= atLeast && (record.Rule.Fulfils & EvidenceKinds.Of(r.Activity)) != 0)
                .GroupBy(r => r.Activity).ToDictionary(g => g.Key, g => g.Max(r => r.Ordinal));
        }

        private Row ToRow(
            Judged judged, SkillRecord record, IReadOnlyDictionary<ActivityRef, ActivityLink> links, IReadOnlyDictionary<Guid, PersonCard> names, bool mayJudge, DateTimeOffset now)
        {
            var row = judged.Row;
            var link = LinkOf(row);
            var about = row.RefersTo is { } id ? record.Rows.FirstOrDefault(r => r.Id == id) : null;
            return new Row(
                row.Id, row.Entry, row.Kind, judged.Ordinal, judged.Standing, link?.Title ?? row.SourceText, link?.Url.TrimStart('/'), row.OccurredAt, row.ValidFrom,
                row.Entry is EntryType.Suspension ? Finite(record.SuspensionEnd(row)) : row.ValidUntil,
                row.EndsWhenSuperseded, row.IssuerId is { } issuer && names.TryGetValue(issuer, out var card) ? card.Name : row.IssuerName, row.Note,
                row.Links.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                judged.Standing is Standing.Claim && access.IsOwn(row.PersonId))
            {
                About = about is null ? "" : LinkOf(about)?.Title ?? about.SourceText,
                Number = row.Number,
                IssuedBy = row.IssuerId is null ? "" : row.IssuerName,
                IsLift = row.Entry is EntryType.Revocation && about?.Entry is EntryType.Suspension,
                MayEnd = mayJudge && row.IsStatement && row.Kind is not EvidenceKind.Self && record.Find(row.Id) is not null,
                MayLift = mayJudge && record.SuspensionEnd(row) > now,
                MayAnswer = access.IsOwn(row.PersonId) && row.IssuerId != row.PersonId && row.Entry is (EntryType.Withdrawal or EntryType.Revocation or EntryType.Suspension),
            };

            ActivityLink? LinkOf(Evidence evidence) => evidence.Source is { } source ? links.GetValueOrDefault(source) : null;
        }

        private static DateTimeOffset? Finite(DateTimeOffset? end) => end < DateTimeOffset.MaxValue ? end : null;
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Get<Query, Response>("people/{person}/skills/{skillId:guid}", "Why a person has this level of a skill, now or as of another day (asOf); person is an id or “me”.");
    }
}
