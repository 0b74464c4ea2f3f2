using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Lookups;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Wording;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Features.AnswerEvidence;

/// <summary>The person answers what somebody did with their evidence (E4). It changes no level and stands beside what it answers.</summary>
internal static class AnswerEvidence
{
    [Requires(SkillsPermissions.Claim)]
    internal sealed record Query(Guid EvidenceId) : IRead<Response>;

    internal sealed record Response(Guid SkillId, string Skill, EntryType Entry, string Reason, DateTimeOffset At);

    [Requires(SkillsPermissions.Claim)]
    internal sealed record Command(Guid EvidenceId, [FromBody] Content Answer) : IWrite<Done>;

    internal sealed record Content
    {
        public string? Note { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Answer.Note).NotEmpty().MaximumLength(2000).OverridePropertyName(nameof(Content.Note));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Done>("evidence/{evidenceId:guid}/answers", "Answers what was done with one's own evidence.");
    }

    internal sealed class QueryHandler(SkillsDb db, LedgerReader ledger, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken) =>
            await db.AnswerableAsync(query.EvidenceId, user.PersonId, cancellationToken) is { } row
            && await ledger.RecordAsync(row.PersonId, row.SkillId, null, cancellationToken) is { } record
                ? new Response(row.SkillId, record.Skill.Name, row.Entry, row.Note, row.RecordedAt)
                : Error.NotFound();
    }

    internal sealed class CommandHandler(SkillsDb db, ISkillLookup skills, ICurrentUser user, Teller teller, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.AnswerableAsync(command.EvidenceId, user.PersonId, cancellationToken) is not { } row) return Error.NotFound();
            db.Evidence.Add(row.Answer(command.Answer.Note!.Trim(), time.GetUtcNow()));
            if (row.IssuerId is { } issuer && (await skills.SkillsAsync([row.SkillId], cancellationToken)).TryGetValue(row.SkillId, out var skill))
                await teller.TellAsync(issuer, $"answer/{row.Id}", skill, "Notice.Answered", $"skills/people/{row.PersonId}/{row.SkillId}#evidence", cancellationToken);
            return Done.Value;
        }
    }

    /// <summary>What somebody else did with one's own evidence.</summary>
    private static Task<Evidence?> AnswerableAsync(this SkillsDb db, Guid id, Guid? me, CancellationToken cancellationToken) => db.Evidence.AsNoTracking().FirstOrDefaultAsync(
        e => e.Id == id && e.PersonId == me && e.IssuerId != me && (e.Entry == EntryType.Withdrawal || e.Entry == EntryType.Revocation || e.Entry == EntryType.Suspension), cancellationToken);
}
