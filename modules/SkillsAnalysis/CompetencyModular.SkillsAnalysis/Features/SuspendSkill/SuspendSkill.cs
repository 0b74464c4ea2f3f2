using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Lookups;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Wording;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Features.SuspendSkill;

/// <summary>Makes a person's skill invalid for an interval, with a reason; it comes back by itself, or when it is lifted (E4).</summary>
internal static class SuspendSkill
{
    [Requires(SkillsPermissions.Judge)]
    internal sealed record Query(Guid PersonId, Guid SkillId) : IRead<Response>;

    /// <param name="SuspendedUntil">The end of a suspension that covers this moment.</param>
    internal sealed record Response(string Person, string Skill, IReadOnlyList<string> Levels, int Effective, DateOnly Today, DateTimeOffset? SuspendedUntil);

    [Requires(SkillsPermissions.Judge)]
    internal sealed record Command(Guid PersonId, Guid SkillId, [FromBody] Content Suspension) : IWrite<Done>;

    internal sealed record Content
    {
        /// <summary>The first day; from now on without it.</summary>
        public DateOnly? From { get; set; }

        /// <summary>The last day; until it is lifted without it.</summary>
        public DateOnly? Until { get; set; }

        /// <summary>Why; the person reads it.</summary>
        public string? Reason { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ITenant tenant, TimeProvider time, IStringLocalizer<SuspendSkillPage> texts)
        {
            RuleFor(c => c.Suspension.From).Must(from => from is not { } day || day >= tenant.DateAt(time.GetUtcNow())).WithMessage(_ => texts["Past"]).OverridePropertyName(nameof(Content.From));
            RuleFor(c => c.Suspension.Until).Must((c, until) => until is not { } day || (day >= (c.Suspension.From ?? tenant.DateAt(time.GetUtcNow())) && day.Year <= 9000))
                .WithMessage(_ => texts["UntilBeforeFrom"]).OverridePropertyName(nameof(Content.Until));
            RuleFor(c => c.Suspension.Reason).NotEmpty().MaximumLength(2000).OverridePropertyName(nameof(Content.Reason));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Post<Command, Done>("people/{personId:guid}/skills/{skillId:guid}/suspensions", "Makes a person's skill invalid for an interval.");
    }

    internal sealed class QueryHandler(LedgerReader ledger, RecordAccess access, IPeople people, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await access.RefuseToJudgeAsync(query.PersonId, cancellationToken) is { } refusal) return refusal;
            if (await ledger.RecordAsync(query.PersonId, query.SkillId, null, cancellationToken) is not { } record) return Error.NotFound();
            if (!(await people.CardsAsync([query.PersonId], cancellationToken)).TryGetValue(query.PersonId, out var person)) return Error.NotFound();
            var now = time.GetUtcNow();
            return new Response(person.Name, record.Skill.Name, [.. record.Skill.Levels.Select(l => l.Name)], record.LevelAt(now), tenant.DateAt(now), record.SuspendedUntil(now));
        }
    }

    internal sealed class CommandHandler(SkillsDb db, LedgerReader ledger, RecordAccess access, ITenant tenant, ICurrentUser user, Teller teller, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await access.RefuseToJudgeAsync(command.PersonId, cancellationToken) is { } refusal) return refusal;
            if (await ledger.RecordAsync(command.PersonId, command.SkillId, null, cancellationToken) is not { } record) return Error.NotFound();
            var (now, said) = (time.GetUtcNow(), command.Suspension);
            var from = said.From is { } first && first > tenant.DateAt(now) ? tenant.StartOf(first) : now;
            DateTimeOffset? until = said.Until is { } last ? tenant.EndOf(last) : null;
            var suspension = Evidence.Suspend(command.PersonId, command.SkillId, from, until, user.Me(), said.Reason!.Trim(), now);
            db.Evidence.Add(suspension);
            await teller.TellAsync(suspension, record.Skill, "Notice.Suspended", cancellationToken);
            return Done.Value;
        }
    }
}
