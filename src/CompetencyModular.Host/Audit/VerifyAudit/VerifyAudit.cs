using System.ComponentModel;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Audit.VerifyAudit;

/// <summary>Computes all seals of the audit trail anew and says what is not as it was sealed.</summary>
internal static class VerifyAudit
{
    /// <param name="Seal">A seal that somebody noted earlier: it must still be among the seals, else the chain was written anew.</param>
    [Requires(HostPermissions.SeeAudit)]
    internal sealed record Query(string? Seal = null) : IRead<Report>;

    internal sealed record Report(
        [property: Description("How many entries the seals cover.")] long Sealed,
        [property: Description("How many newer ones are not sealed yet; they are within two minutes.")] long Unsealed,
        [property: Description("Of how many entries the values were erased; their digests stay and hold.")] long Erased,
        [property: Description("The last seal. Noted outside the system it proves that everything up to it is as it was.")] string? LastSeal,
        DateTimeOffset? LastSealedAt,
        [property: Description("True where everything is as it was sealed.")] bool IsIntact,
        [property: Description("How many findings there are.")] int Count,
        [property: Description("The first hundred of them.")] IReadOnlyList<Finding> Findings);

    /// <param name="Kind">What is wrong.</param>
    /// <param name="FromId">The first entry it may concern.</param>
    /// <param name="ToId">The last entry it may concern.</param>
    internal sealed record Finding(FindingKind Kind, long FromId, long ToId);

    internal enum FindingKind
    {
        /// <summary>Entries were changed.</summary>
        Changed,

        /// <summary>Entries are missing.</summary>
        Removed,

        /// <summary>There are more entries than were sealed.</summary>
        Added,

        /// <summary>The values of an entry were changed.</summary>
        ValuesChanged,

        /// <summary>A seal does not follow the one before it.</summary>
        SealBroken,

        /// <summary>The seal that was noted is not among the seals.</summary>
        SealUnknown,
    }

    internal sealed class Handler(PlatformDb db) : IReadHandler<Query, Report>
    {
        private const int MostFindings = 100;

        public async ValueTask<Result<Report>> Handle(Query query, CancellationToken cancellationToken)
        {
            var seals = await db.Set<AuditSeal>().AsNoTracking().OrderBy(s => s.ToId).ToListAsync(cancellationToken);
            var findings = new List<Finding>();
            var (count, covered, erased) = (0, 0L, 0L);
            var asked = query.Seal?.Trim().ToLowerInvariant();
            if (!string.IsNullOrEmpty(asked) && seals.TrueForAll(s => s.Hash != asked)) Found(FindingKind.SealUnknown, 0, 0);

            var end = seals.Count == 0 ? 0 : seals[^1].ToId;
            var unsealed = await db.Set<AuditEntry>().LongCountAsync(e => e.Id > end, cancellationToken);
            // One pass over the whole trail, row by row: nothing else can be asked on this connection meanwhile.
            await using var entries = db.Set<AuditEntry>().AsNoTracking().Where(e => e.Id <= end)
                .LeftJoin(db.Set<AuditValues>(), e => e.Id, v => v.EntryId, (e, v) => new { Entry = e, Values = v }).OrderBy(f => f.Entry.Id)
                .AsAsyncEnumerable().GetAsyncEnumerator(cancellationToken);
            var more = await entries.MoveNextAsync();
            var (previous, from) = ("", 1L);
            foreach (var seal in seals)
            {
                using var chain = new AuditChain(previous);
                var seen = 0;
                for (; more && entries.Current.Entry.Id <= seal.ToId; more = await entries.MoveNextAsync())
                {
                    var (entry, values) = (entries.Current.Entry, entries.Current.Values);
                    chain.Add(entry);
                    seen++;
                    if (entry.Digest is not null && values is null) erased++;
                    else if (values is not null && AuditTrail.DigestOf(values.Salt, values.Changes) != entry.Digest) Found(FindingKind.ValuesChanged, entry.Id, entry.Id);
                }

                covered += seen;
                if (seal.Previous != previous) Found(FindingKind.SealBroken, from, seal.ToId);
                else if (seen != seal.Count) Found(seen < seal.Count ? FindingKind.Removed : FindingKind.Added, from, seal.ToId);
                else if (chain.End() != seal.Hash) Found(FindingKind.Changed, from, seal.ToId);
                (previous, from) = (seal.Hash, seal.ToId + 1);
            }

            return new Report(covered, unsealed, erased, seals.Count == 0 ? null : seals[^1].Hash, seals.Count == 0 ? null : seals[^1].At, count == 0, count, findings);

            void Found(FindingKind kind, long first, long last)
            {
                count++;
                if (findings.Count < MostFindings) findings.Add(new Finding(kind, first, last));
            }
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Report>("audit/verification", "Whether the audit trail is as it was sealed.").WithTags("Platform");
    }
}
