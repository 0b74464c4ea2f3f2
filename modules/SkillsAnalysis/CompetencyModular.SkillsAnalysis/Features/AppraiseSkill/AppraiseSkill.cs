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
using CompetencyModular.SkillsAnalysis.Specifications;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Features.AppraiseSkill;

/// <summary>A superior says at which level somebody does something, and what shows it: evidence of the kind "appraisal" (E1). Nobody appraises themselves.</summary>
internal static class AppraiseSkill
{
    [Requires(SkillsPermissions.Judge)]
    internal sealed record Query(Guid PersonId, Guid SkillId) : IRead<Response>;

    /// <param name="Levels">All levels, the first being "none".</param>
    /// <param name="Counts">Whether an appraisal fulfils a requirement of this skill (F1).</param>
    internal sealed record Response(string Person, string Skill, IReadOnlyList<string> Levels, int Effective, bool Counts, DateOnly Today, bool MayBackdate);

    [Requires(SkillsPermissions.Judge)]
    internal sealed record Command(Guid PersonId, Guid SkillId, [FromBody] Content Appraisal) : IWrite<Done>;

    internal sealed record Content
    {
        public int Ordinal { get; set; }

        /// <summary>What shows it; the person reads it.</summary>
        public string? Note { get; set; }

        /// <summary>The day on which it was seen; today without it. An earlier one needs a right of its own (E5).</summary>
        public DateOnly? Day { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Appraisal.Ordinal).GreaterThanOrEqualTo(1).OverridePropertyName(nameof(Content.Ordinal));
            RuleFor(c => c.Appraisal.Note).NotEmpty().MaximumLength(2000).OverridePropertyName(nameof(Content.Note));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Post<Command, Done>("people/{personId:guid}/skills/{skillId:guid}/appraisals", "Records a superior's appraisal of a person's level of a skill.");
    }

    internal sealed class QueryHandler(LedgerReader ledger, RecordAccess access, IPeople people, ITenant tenant, ICurrentUser user, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await access.RefuseToJudgeAsync(query.PersonId, cancellationToken) is { } refusal) return refusal;
            if (await ledger.RecordAsync(query.PersonId, query.SkillId, null, cancellationToken) is not { } record) return Error.NotFound();
            if (!(await people.CardsAsync([query.PersonId], cancellationToken)).TryGetValue(query.PersonId, out var person)) return Error.NotFound();
            var now = time.GetUtcNow();
            return new Response(
                person.Name, record.Skill.Name, [.. record.Skill.Levels.Select(l => l.Name)], record.LevelAt(now), record.Rule.Fulfils.HasFlag(EvidenceKind.Appraisal),
                tenant.DateAt(now), user.Has(SkillsPermissions.Backdate));
        }
    }

    internal sealed class CommandHandler(
        SkillsDb db, LedgerReader ledger, RecordAccess access, ITenant tenant, ICurrentUser user, IEvents events, Teller teller, TimeProvider time, IStringLocalizer<AppraiseSkillPage> texts)
        : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await access.RefuseToJudgeAsync(command.PersonId, cancellationToken) is { } refusal) return refusal;
            if (await ledger.RecordAsync(command.PersonId, command.SkillId, null, cancellationToken) is not { } record) return Error.NotFound();
            var said = command.Appraisal;
            if (said.Ordinal >= record.Skill.Levels.Count) return SkillsErrors.NoSuchLevel;

            var now = time.GetUtcNow();
            var today = tenant.DateAt(now);
            var day = said.Day ?? today;
            if (day > today) return SkillsErrors.At(nameof(Content.Day), texts["Future"]);
            if (day < today && !user.Has(SkillsPermissions.Backdate)) return SkillsErrors.At(nameof(Content.Day), texts["NoBackdating"]);
            var at = day == today ? now : tenant.StartOf(day);

            var validity = (await db.ValidityRulesAsync([command.SkillId], cancellationToken)).For(record.Skill, said.Ordinal);
            var appraisal = Evidence.Of(
                new Said(command.PersonId, command.SkillId, record.Skill.ScaleVersion, said.Ordinal, EvidenceKind.Appraisal, at, now) { IssuerId = user.Me(), Note = said.Note!.Trim() },
                validity, tenant.TimeZone);
            db.Evidence.Add(appraisal);
            events.Publish(new SkillAwarded(appraisal.PersonId, appraisal.SkillId, appraisal.Id, appraisal.Ordinal, appraisal.Kind.ToString(), appraisal.ValidFrom));
            await teller.TellAsync(appraisal, record.Skill, "Notice.Appraised", cancellationToken);
            return Done.Value;
        }
    }
}
