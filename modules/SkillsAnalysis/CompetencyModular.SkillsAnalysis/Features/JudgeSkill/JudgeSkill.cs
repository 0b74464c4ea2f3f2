using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Specifications;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Features.JudgeSkill;

/// <summary>
/// Says how the evidence of a skill is judged: which kinds fulfil a requirement and which of several decides (F1), for how long it counts (F3),
/// how many occasions of practice are aimed at (T1).
/// </summary>
internal static class JudgeSkill
{
    [Requires(SkillsPermissions.See)]
    internal sealed record Query(Guid SkillId) : IRead<Response>;

    /// <param name="Rule">As it is; the defaults where nothing was said.</param>
    /// <param name="Validity">What governs evidence that says nothing of its own.</param>
    /// <param name="Default">What the tenant says where the skill says nothing.</param>
    internal sealed record Response(string Skill, Content Rule, Validity Validity, Validity Default);

    [Requires(SkillsPermissions.ManageSettings)]
    internal sealed record Command(Guid SkillId, [FromBody] Content Rule) : IWrite<Done>;

    internal sealed record Content
    {
        /// <summary>The state that was changed; null overwrites whatever is there.</summary>
        public int? Version { get; set; }

        public SkillPolicy Policy { get; set; }

        /// <summary>The kinds that fulfil a requirement; a claim of one's own never does (E2).</summary>
        public IReadOnlyList<EvidenceKind> Fulfils { get; set; } = [];

        /// <summary>For how long evidence counts; null leaves it to the tenant.</summary>
        public ValidityMode? Mode { get; set; }

        public int? Months { get; set; }

        public int? Month { get; set; }

        public int? Day { get; set; }

        /// <summary>Null for the product's default, 0 where practice does not matter.</summary>
        public int? PracticeTarget { get; set; }

        internal Validity? AsValidity() => Mode switch
        {
            ValidityMode.Unlimited => Domain.Validity.Unlimited,
            ValidityMode.UntilSuperseded => Domain.Validity.UntilSuperseded,
            ValidityMode.Months => Domain.Validity.Months(Months!.Value),
            ValidityMode.Annual => Domain.Validity.Annual(Month!.Value, Day!.Value),
            _ => null,
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<JudgeSkillPage> texts)
        {
            RuleFor(c => c.Rule.Policy).IsInEnum().OverridePropertyName(nameof(Content.Policy));
            RuleFor(c => c.Rule.Fulfils).Must(f => f is not null && f.Any(k => (k & EvidenceKinds.Accepted) != 0)).WithMessage(_ => texts["NoKind"]).OverridePropertyName(nameof(Content.Fulfils));
            RuleFor(c => c.Rule.Mode).IsInEnum().OverridePropertyName(nameof(Content.Mode));
            RuleFor(c => c.Rule.Months).NotNull().InclusiveBetween(1, 1200).When(c => c.Rule.Mode is ValidityMode.Months).OverridePropertyName(nameof(Content.Months));
            RuleFor(c => c.Rule.Day).Must((c, day) => c.Rule.Month is { } month && day is { } d && Domain.Validity.IsDate(month, d)).When(c => c.Rule.Mode is ValidityMode.Annual)
                .WithMessage(_ => texts["NoDate"]).OverridePropertyName(nameof(Content.Day));
            RuleFor(c => c.Rule.PracticeTarget).InclusiveBetween(0, 1000).OverridePropertyName(nameof(Content.PracticeTarget));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api)
        {
            api.Get<Query, Response>("rules/{skillId:guid}", "How the evidence of a skill is judged.");
            api.Post<Command, Done>("rules/{skillId:guid}", "Says how the evidence of a skill is judged.");
        }
    }

    internal sealed class QueryHandler(SkillsDb db, ISkillLookup skills) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (!(await skills.SkillsAsync([query.SkillId], cancellationToken)).TryGetValue(query.SkillId, out var card)) return Error.NotFound();
            var setting = await db.SkillSettings.AsNoTracking().FirstOrDefaultAsync(s => s.SkillId == query.SkillId, cancellationToken) ?? new SkillSetting(query.SkillId);
            var tenant = (await db.ValidityRulesAsync([], cancellationToken)).Default;
            return new Response(
                card.Name,
                new Content
                {
                    Version = setting.Version,
                    Policy = setting.Policy,
                    Fulfils = [.. EvidenceKinds.ByStrength.Where(k => setting.Fulfils.HasFlag(k))],
                    Mode = setting.Validity?.Mode,
                    Months = setting.Validity is { Mode: ValidityMode.Months } months ? months.Count : null,
                    Month = setting.Validity is { Mode: ValidityMode.Annual } annual ? annual.Month : null,
                    Day = setting.Validity is { Mode: ValidityMode.Annual } date ? date.Day : null,
                    PracticeTarget = setting.PracticeTarget,
                },
                setting.Validity ?? tenant, tenant);
        }
    }

    internal sealed class CommandHandler(SkillsDb db, ISkillLookup skills) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (!(await skills.SkillsAsync([command.SkillId], cancellationToken)).ContainsKey(command.SkillId)) return Error.NotFound();
            var setting = await db.SkillSettings.FirstOrDefaultAsync(s => s.SkillId == command.SkillId, cancellationToken);
            if (command.Rule.Version is { } seen && seen != (setting?.Version ?? 0)) return SkillsErrors.ChangedMeanwhile;
            if (setting is null) db.SkillSettings.Add(setting = new SkillSetting(command.SkillId));
            setting.Change(command.Rule.Policy, command.Rule.Fulfils.Aggregate(EvidenceKind.None, (all, kind) => all | kind), command.Rule.AsValidity(), command.Rule.PracticeTarget);
            return Done.Value;
        }
    }
}
