using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Features.SetStandards;

/// <summary>Says for how long evidence counts where nothing nearer says so (R3.4, F3), beside the skills and their own rules.</summary>
internal static class SetStandards
{
    private const int PageSize = 50;

    /// <summary>More skills than an organisation has; their names are short.</summary>
    private const int Most = 5000;

    /// <param name="Search">Part of a skill's name.</param>
    /// <param name="OwnOnly">Only skills with rules of their own.</param>
    [Requires(SkillsPermissions.ManageSettings)]
    internal sealed record Query(string? Search = null, bool? OwnOnly = null, int? Page = null) : IRead<Response>;

    /// <param name="Default">What governs where nothing nearer does.</param>
    internal sealed record Response(Content Default, Paged<Row> Skills);

    /// <param name="Validity">Null where it is as everywhere.</param>
    internal sealed record Row(Guid SkillId, string Skill, string Category, IReadOnlyList<EvidenceKind> Fulfils, string? Validity, int PracticeTarget);

    [Requires(SkillsPermissions.ManageSettings)]
    internal sealed record Command([FromBody] Content Default) : IWrite<Done>;

    internal sealed record Content
    {
        /// <summary>The state that was changed; null overwrites whatever is there.</summary>
        public int? Version { get; set; }

        public ValidityMode Mode { get; set; }

        public int? Months { get; set; }

        public int? Month { get; set; }

        public int? Day { get; set; }

        internal Validity AsValidity() => Mode switch
        {
            ValidityMode.Months => Validity.Months(Months!.Value),
            ValidityMode.Annual => Validity.Annual(Month!.Value, Day!.Value),
            ValidityMode.UntilSuperseded => Validity.UntilSuperseded,
            _ => Validity.Unlimited,
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<SetStandardsPage> texts)
        {
            RuleFor(c => c.Default.Mode).IsInEnum().OverridePropertyName(nameof(Content.Mode));
            RuleFor(c => c.Default.Months).NotNull().InclusiveBetween(1, 1200).When(c => c.Default.Mode is ValidityMode.Months).OverridePropertyName(nameof(Content.Months));
            RuleFor(c => c.Default.Day).Must((c, day) => c.Default.Month is { } month && day is { } d && Validity.IsDate(month, d)).When(c => c.Default.Mode is ValidityMode.Annual)
                .WithMessage(_ => texts["NoDate"]).OverridePropertyName(nameof(Content.Day));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api)
        {
            api.Get<Query, Response>("settings", "For how long evidence counts where nothing nearer says so, and the skills with their own rules.");
            api.Post<Command, Done>("settings", "Says for how long new evidence counts where nothing nearer says so.");
        }
    }

    internal sealed class QueryHandler(SkillsDb db, ISkillLookup skills) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var settings = await db.SkillSettings.AsNoTracking().ToDictionaryAsync(s => s.SkillId, cancellationToken);
            var general = settings.GetValueOrDefault(SkillSetting.TenantDefault);
            var found = await skills.FindAsync(query.Search, Most, cancellationToken);
            if (query.OwnOnly is true)
            {
                var typed = SearchText.Of(query.Search);
                found = [.. (await skills.SkillsAsync([.. settings.Keys], cancellationToken)).Values.Where(s => SearchText.Of(s.Name).Contains(typed, StringComparison.Ordinal)).OrderBy(s => s.Name, StringComparer.CurrentCulture)];
            }

            // One beyond the last is empty, however far.
            var page = Math.Clamp(query.Page ?? 1, 1, (found.Count / PageSize) + 2);
            var validity = general?.Validity ?? Validity.Unlimited;
            return new Response(
                new Content
                {
                    Version = general?.Version ?? 0,
                    Mode = validity.Mode,
                    Months = validity.Mode is ValidityMode.Months ? validity.Count : null,
                    Month = validity.Mode is ValidityMode.Annual ? validity.Month : null,
                    Day = validity.Mode is ValidityMode.Annual ? validity.Day : null,
                },
                new([.. found.Skip((page - 1) * PageSize).Take(PageSize).Select(s => ToRow(s, settings.GetValueOrDefault(s.Id)))], found.Count, page, PageSize));
        }

        private static Row ToRow(SkillCard skill, SkillSetting? own)
        {
            var fulfils = own?.Fulfils ?? EvidenceKinds.Accepted;
            return new Row(skill.Id, skill.Name, skill.Category, [.. EvidenceKinds.ByStrength.Where(k => fulfils.HasFlag(k))], own?.Validity?.ToString(), Practice.Target(own?.PracticeTarget, fulfils));
        }
    }

    internal sealed class CommandHandler(SkillsDb db) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var setting = await db.SkillSettings.FirstOrDefaultAsync(s => s.SkillId == SkillSetting.TenantDefault, cancellationToken);
            if (command.Default.Version is { } seen && seen != (setting?.Version ?? 0)) return SkillsErrors.ChangedMeanwhile;
            if (setting is null) db.SkillSettings.Add(setting = new SkillSetting(SkillSetting.TenantDefault));
            setting.Change(SkillPolicy.Highest, EvidenceKinds.Accepted, command.Default.AsValidity(), null);
            return Done.Value;
        }
    }
}
