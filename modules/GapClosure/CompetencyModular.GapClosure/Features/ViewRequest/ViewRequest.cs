using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.SkillsAnalysis.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.ViewRequest;

/// <summary>One request for confirmation, for the person, for those who may decide or have decided, and for HR.</summary>
internal static class ViewRequest
{
    [Requires(GapClosurePermissions.Read)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="Effective">The person's level now.</param>
    /// <param name="WaitsOn">The names of the people it waits on; HR and holders of the skill are no names.</param>
    /// <param name="OnBehalfOf">For whom the reader decides, where it was delegated; null for themselves.</param>
    internal sealed record Response(
        Guid Id, Guid PersonId, string Person, Guid SkillId, string Skill, IReadOnlyList<LevelCard> Levels, int Effective, int Ordinal, string Note, IReadOnlyList<string> Links,
        RequestState State, DateTimeOffset CreatedAt, DateTimeOffset? SubmittedAt, DateTimeOffset? DecidedAt, int? Confirmed, int Quorum,
        IReadOnlyList<string> WaitsOn, bool WaitsOnHR, bool WaitsOnHolders, IReadOnlyList<Entry> History, IReadOnlyList<Attachment> Files)
    {
        /// <summary>The certificate that is to be confirmed; null for a self-assessment.</summary>
        public Certificate? Certificate { get; init; }

        /// <summary>Whether the certificate is of an issuer that is trusted, and stands for the level claimed (E6).</summary>
        public bool IsTrusted { get; init; }

        public bool IsOwn { get; init; }

        /// <summary>Where HR has nobody who could decide.</summary>
        public bool WaitsOnAdministrators { get; init; }

        /// <summary>The names of the units whose people it waits on.</summary>
        public IReadOnlyList<string> WaitsOnUnits { get; init; } = [];

        public bool MayDecide { get; init; }

        public string? OnBehalfOf { get; init; }

        public bool MayUndo { get; init; }

        /// <summary>Where a confirmed self-assessment does not count for the skill, or no longer: what does (F1). Null where it counts.</summary>
        public IReadOnlyList<string>? CountsInstead { get; init; }
    }

    internal sealed record Attachment(Guid Id, string Name, long Length, bool IsPicture);

    /// <param name="Ordinal">The level confirmed by a vote; null for "not yet" and for remarks.</param>
    internal sealed record Entry(EntryKind Kind, string By, string? OnBehalfOf, int? Ordinal, string Text, DateTimeOffset At);

    internal enum EntryKind
    {
        Approved,
        NotYet,
        Question,
        Answer,
    }

    internal sealed class Handler(GapClosureDb db, Approvers approvers, ISkillLookup skills, IGapLookup levels, IProofLookup proofs, IPeople people, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.Requests.AsNoTracking().Whole().FirstOrDefaultAsync(r => r.Id == query.Id, cancellationToken) is not { } request) return Error.NotFound();
            if (await approvers.ReaderOfAsync(request, cancellationToken) is not { } reader) return Error.NotFound();
            var me = user.Me();
            var isOwn = request.PersonId == me;
            var approver = reader.As;
            var hasVoted = request.Votes.Any(v => v.ById == me);
            if (!(await skills.SkillsAsync([request.SkillId], cancellationToken)).TryGetValue(request.SkillId, out var skill)) return Error.NotFound();

            var isTold = !isOwn || request.StateForThePerson == request.State;
            var waitsOn = request.State is RequestState.Submitted || !isTold ? request.Audience.Select(a => a.Key).ToHashSet() : [];
            var asked = waitsOn.Where(k => k.StartsWith(PersonPrefix, StringComparison.Ordinal)).Select(k => Guid.ParseExact(k[PersonPrefix.Length..], "N")).ToList();
            var names = await people.CardsAsync(
                [.. asked.Concat(request.Votes.SelectMany(v => new[] { v.ById, v.OnBehalfOf ?? v.ById })).Concat(request.Remarks.Select(r => r.ById)).Append(request.PersonId).Concat(approver?.OnBehalfOf is { } from ? [from] : []).Distinct()],
                cancellationToken);
            string NameOf(Guid id) => names.TryGetValue(id, out var card) ? card.Name : "";
            int Current(int ordinal) => skill.ToCurrent(request.ScaleVersion, ordinal);

            var history = request.Remarks.Select(r => new Entry(r.ById == request.PersonId ? EntryKind.Answer : EntryKind.Question, NameOf(r.ById), null, null, r.Text, r.At))
                .Concat(isTold ? request.Votes.Select(v => new Entry(
                    v.Ordinal is null ? EntryKind.NotYet : EntryKind.Approved, NameOf(v.ById), v.OnBehalfOf is { } onBehalfOf ? NameOf(onBehalfOf) : null, v.Ordinal is { } o ? Current(o) : null, v.Reason, v.At)) : [])
                .OrderByDescending(e => e.At).ToList();
            var proof = await proofs.OfSkillAsync(request.SkillId, cancellationToken);
            return new Response(
                request.Id, request.PersonId, NameOf(request.PersonId), request.SkillId, skill.Name, skill.Levels,
                (await levels.LevelsAsync(request.PersonId, cancellationToken)).GetValueOrDefault(request.SkillId), Current(request.Ordinal), request.Note,
                request.Links.Split('\n', StringSplitOptions.RemoveEmptyEntries), isTold ? request.State : request.StateForThePerson, request.CreatedAt, request.SubmittedAt,
                isTold ? request.DecidedAt : null, isTold && request.DecidedOrdinal is { } confirmed ? Current(confirmed) : null, request.Quorum,
                [.. asked.Select(NameOf)], waitsOn.Contains(ApproverKey.HR), waitsOn.Any(k => k.StartsWith("skill/", StringComparison.Ordinal)), history,
                [.. request.Files.Select(f => new Attachment(f.Id, f.Name, f.Length, f.ContentType.StartsWith("image/", StringComparison.Ordinal)))])
            {
                IsOwn = isOwn,
                Certificate = request.Certificate,
                IsTrusted = proof.Certificates.Any(c => c.Id == request.Certificate?.TypeId),
                WaitsOnUnits = waitsOn.Select(ApproverKey.UnitOf).OfType<Guid>().ToHashSet() is { Count: > 0 } units
                    ? [.. (await people.UnitsAsync(cancellationToken)).Where(u => units.Contains(u.Id)).Select(u => u.Name)]
                    : [],
                WaitsOnAdministrators = waitsOn.Contains(ApproverKey.Administrators),
                CountsInstead = proof.Counts(request) ? null : proof.Kinds,
                MayDecide = approver is not null && !hasVoted && request.State is RequestState.Submitted,
                OnBehalfOf = approver?.OnBehalfOf is { } delegator ? NameOf(delegator) : null,
                MayUndo = !isOwn && request.IsDecided && request.ReleasedAt is null && request.Votes.MaxBy(v => v.At)?.ById == me,
            };
        }

        private static readonly string PersonPrefix = ApproverKey.Person(Guid.Empty)[..^32];
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Get<Query, Response>("requests/{id:guid}", "One request for confirmation, with its history and files: for the person, for those who may decide or have decided, and for HR.");
    }
}
