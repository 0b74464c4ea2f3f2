using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Lookups;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Wording;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Features.EndEvidence;

/// <summary>
/// Takes a piece of evidence back as if it had never been, ends it from a day on, or corrects its level, with a reason (E3, E4). All are new rows; what is
/// taken back or corrected takes points and the like with it, what is ended does not (N3).
/// </summary>
internal static class EndEvidence
{
    internal enum Way
    {
        /// <summary>It was never right.</summary>
        Withdraw,

        /// <summary>It was right, and is no longer.</summary>
        Revoke,

        /// <summary>It was recorded at the wrong level.</summary>
        Correct,
    }

    [Requires(SkillsPermissions.Judge)]
    internal sealed record Query(Guid EvidenceId) : IRead<Response>;

    /// <param name="Title">What it was earned with; empty where only its kind is known.</param>
    /// <param name="Effective">The level now.</param>
    /// <param name="Afterwards">The level now without this evidence.</param>
    /// <param name="Until">When it stops counting by itself, or did.</param>
    /// <param name="IsTakenBack">Whether there is nothing left to take back.</param>
    internal sealed record Response(
        Guid PersonId, string Person, Guid SkillId, string Skill, string Title, EvidenceKind Kind, string Level, DateTimeOffset ValidFrom, DateTimeOffset? Until,
        string Effective, string Afterwards, bool IsTakenBack, DateOnly Today, bool MayBackdate)
    {
        /// <summary>The level it shows.</summary>
        public int Ordinal { get; init; }

        /// <summary>All levels of the skill, the first being "none".</summary>
        public IReadOnlyList<string> Levels { get; init; } = [];
    }

    [Requires(SkillsPermissions.Judge)]
    internal sealed record Command(Guid EvidenceId, [FromBody] Content End) : IWrite<Done>;

    internal sealed record Content
    {
        public Way Way { get; set; }

        /// <summary>The first day on which it counts no longer, where it is ended; from now on without it.</summary>
        public DateOnly? Day { get; set; }

        /// <summary>The right level, where it is corrected.</summary>
        public int? Ordinal { get; set; }

        /// <summary>Why; the person reads it.</summary>
        public string? Reason { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.End.Way).IsInEnum().OverridePropertyName(nameof(Content.Way));
            RuleFor(c => c.End.Ordinal).NotNull().GreaterThanOrEqualTo(1).When(c => c.End.Way is Way.Correct).OverridePropertyName(nameof(Content.Ordinal));
            RuleFor(c => c.End.Reason).NotEmpty().MaximumLength(2000).OverridePropertyName(nameof(Content.Reason));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Done>("evidence/{evidenceId:guid}/end", "Takes a piece of evidence back, ends it from a day on, or corrects its level.");
    }

    internal sealed class QueryHandler(SkillsDb db, LedgerReader ledger, RecordAccess access, IPeople people, ITenant tenant, ICurrentUser user, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.StatementAsync(query.EvidenceId, cancellationToken) is not { } row) return Error.NotFound();
            if (await access.RefuseToJudgeAsync(row.PersonId, cancellationToken) is { } refusal) return refusal;
            if (await ledger.RecordAsync(row.PersonId, row.SkillId, null, cancellationToken) is not { } record) return Error.NotFound();
            if (!(await people.CardsAsync([row.PersonId], cancellationToken)).TryGetValue(row.PersonId, out var person)) return Error.NotFound();
            var (now, levels, span) = (time.GetUtcNow(), record.Skill.Levels, record.Find(row.Id));
            return new Response(
                row.PersonId, person.Name, row.SkillId, record.Skill.Name, row.SourceText, row.Kind, levels[record.Current(row)].Name, row.ValidFrom,
                span is { Until: var until } && until < DateTimeOffset.MaxValue ? until : null, levels[record.LevelAt(now)].Name,
                levels[record.With(record.ChainOf(row).Select(r => r.Withdraw(null, "", now))).LevelAt(now)].Name, span is null, tenant.DateAt(now), user.Has(SkillsPermissions.Backdate))
            {
                Ordinal = record.Current(row),
                Levels = [.. levels.Select(l => l.Name)],
            };
        }
    }

    internal sealed class CommandHandler(
        SkillsDb db, LedgerReader ledger, RecordAccess access, ITenant tenant, ICurrentUser user, IEvents events, Teller teller, TimeProvider time, IStringLocalizer<EndEvidencePage> texts)
        : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.StatementAsync(command.EvidenceId, cancellationToken) is not { } row) return Error.NotFound();
            if (await access.RefuseToJudgeAsync(row.PersonId, cancellationToken) is { } refusal) return refusal;
            if (await ledger.RecordAsync(row.PersonId, row.SkillId, null, cancellationToken) is not { } record) return Error.NotFound();
            if (record.Find(row.Id) is not { } span) return SkillsErrors.TakenBackAlready;
            var (now, end, reason) = (time.GetUtcNow(), command.End, command.End.Reason!.Trim());
            if (end.Way is Way.Withdraw)
            {
                // What it corrects goes with it, or that would count again.
                var chain = record.ChainOf(row);
                db.Evidence.AddRange(chain.Select(r => r.Withdraw(user.Me(), reason, now)));
                foreach (var told in record.ToldOf(row)) events.Publish(new SkillWithdrawn(row.PersonId, row.SkillId, told.Id, reason, now));
                await teller.TellAsync(row, record.Skill, "Notice.TakenBack", cancellationToken);
                return Done.Value;
            }

            if (end.Way is Way.Correct)
            {
                if (end.Ordinal >= record.Skill.Levels.Count) return SkillsErrors.NoSuchLevel;
                if (end.Ordinal == record.Current(row)) return SkillsErrors.At(nameof(Content.Ordinal), texts["SameLevel"]);
                var correction = row.CorrectLevel(record.Skill.ScaleVersion, end.Ordinal!.Value, user.Me(), reason, tenant.TimeZone, now);
                db.Evidence.Add(correction);
                foreach (var told in record.ToldOf(row)) events.Publish(new SkillWithdrawn(row.PersonId, row.SkillId, told.Id, reason, now));
                events.Publish(new SkillAwarded(row.PersonId, row.SkillId, correction.Id, correction.Ordinal, correction.Kind.ToString(), correction.ValidFrom));
                await teller.TellAsync(correction, record.Skill, "Notice.Corrected", cancellationToken);
                return Done.Value;
            }

            var today = tenant.DateAt(now);
            var from = end.Day is not { } day || day == today ? now : tenant.StartOf(day);
            if (end.Day < today && !user.Has(SkillsPermissions.Backdate)) return SkillsErrors.At(nameof(Content.Day), texts["NoBackdating"]);
            if (from <= span.From) return SkillsErrors.At(nameof(Content.Day), texts["NeverCounted"]);
            if (from >= span.Until) return SkillsErrors.EndedAlready;
            db.Evidence.Add(row.Revoke(from, user.Me(), reason, now));
            await teller.TellAsync(row, record.Skill, "Notice.Ended", cancellationToken);
            return Done.Value;
        }
    }

    /// <summary>A row that says something and is no claim; a claim is taken back by whoever made it.</summary>
    private static Task<Evidence?> StatementAsync(this SkillsDb db, Guid id, CancellationToken cancellationToken) =>
        db.Evidence.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id && e.Kind != EvidenceKind.Self && (e.Entry == EntryType.Statement || e.Entry == EntryType.Correction), cancellationToken);
}
