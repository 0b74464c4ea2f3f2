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

namespace CompetencyModular.SkillsAnalysis.Features.SetLevelValidity;

/// <summary>Says for how long evidence of a single level of a skill counts, before what the skill and the organisation say (F3).</summary>
internal static class SetLevelValidity
{
    [Requires(SkillsPermissions.ManageSettings)]
    internal sealed record Query(Guid SkillId) : IRead<Response>;

    /// <param name="Names">The levels' names, in the order of the content.</param>
    /// <param name="Otherwise">What governs where a level says nothing.</param>
    internal sealed record Response(string Skill, IReadOnlyList<string> Names, Content Levels, Validity Otherwise);

    [Requires(SkillsPermissions.ManageSettings)]
    internal sealed record Command(Guid SkillId, [FromBody] Content Levels) : IWrite<Done>;

    internal sealed record Content
    {
        /// <summary>The state that was changed; null overwrites whatever is there.</summary>
        public string? Seen { get; set; }

        public List<Line>? Levels { get; set; }
    }

    internal sealed class Line
    {
        public Guid LevelId { get; set; }

        /// <summary>Null leaves it to the skill.</summary>
        public ValidityMode? Mode { get; set; }

        public int? Months { get; set; }

        public int? Month { get; set; }

        public int? Day { get; set; }

        internal Validity? AsValidity() => Mode switch
        {
            ValidityMode.Unlimited => Validity.Unlimited,
            ValidityMode.UntilSuperseded => Validity.UntilSuperseded,
            ValidityMode.Months => Validity.Months(Months!.Value),
            ValidityMode.Annual => Validity.Annual(Month!.Value, Day!.Value),
            _ => null,
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<SetLevelValidityPage> texts) => RuleFor(c => c.Levels).Custom((content, context) =>
        {
            if (content.Levels is not { Count: > 0 } lines)
            {
                context.AddFailure(nameof(Content.Levels), texts["NoLevels"]);
                return;
            }

            for (var i = 0; i < lines.Count; i++)
            {
                var line = lines[i];
                if (line.Mode is { } mode && !Enum.IsDefined(mode)) context.AddFailure($"{nameof(Content.Levels)}[{i}].{nameof(Line.Mode)}", texts["NoMode"]);
                if (line.Mode is ValidityMode.Months && line.Months is not (>= 1 and <= 1200)) context.AddFailure($"{nameof(Content.Levels)}[{i}].{nameof(Line.Months)}", texts["NoMonths"]);
                if (line.Mode is ValidityMode.Annual && !(line is { Month: { } month, Day: { } day } && Validity.IsDate(month, day)))
                    context.AddFailure($"{nameof(Content.Levels)}[{i}].{nameof(Line.Day)}", texts["NoDate"]);
            }
        });
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api)
        {
            api.Get<Query, Response>("rules/{skillId:guid}/levels", "For how long evidence of each level of a skill counts.");
            api.Post<Command, Done>("rules/{skillId:guid}/levels", "Says for how long evidence of each level of a skill counts.");
        }
    }

    internal sealed class QueryHandler(SkillsDb db, ISkillLookup skills) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (!(await skills.SkillsAsync([query.SkillId], cancellationToken)).TryGetValue(query.SkillId, out var card)) return Error.NotFound();
            var said = await db.LevelSettings.AsNoTracking().Where(s => s.SkillId == query.SkillId).ToDictionaryAsync(s => s.LevelId, s => s.Validity, cancellationToken);
            var rules = await db.ValidityRulesAsync([query.SkillId], cancellationToken);
            var levels = card.Levels.Where(l => l.Ordinal > 0).ToList();
            return new Response(
                card.Name, [.. levels.Select(l => l.Name)],
                new Content { Seen = Text(said), Levels = [.. levels.Select(l => ToLine(l.Id, said.GetValueOrDefault(l.Id)))] },
                rules.OfSkill(query.SkillId));
        }

        private static Line ToLine(Guid level, Validity? validity) => new()
        {
            LevelId = level,
            Mode = validity?.Mode,
            Months = validity is { Mode: ValidityMode.Months } months ? months.Count : null,
            Month = validity is { Mode: ValidityMode.Annual } annual ? annual.Month : null,
            Day = validity is { Mode: ValidityMode.Annual } date ? date.Day : null,
        };
    }

    internal sealed class CommandHandler(SkillsDb db, ISkillLookup skills) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (!(await skills.SkillsAsync([command.SkillId], cancellationToken)).TryGetValue(command.SkillId, out var card)) return Error.NotFound();
            var settings = await db.LevelSettings.Where(s => s.SkillId == command.SkillId).ToDictionaryAsync(s => s.LevelId, cancellationToken);
            if (command.Levels.Seen is { } seen && seen != Text(settings.ToDictionary(s => s.Key, s => s.Value.Validity))) return SkillsErrors.ChangedMeanwhile;
            var levels = card.Levels.Where(l => l.Ordinal > 0).Select(l => l.Id).ToHashSet();
            foreach (var line in command.Levels.Levels!)
            {
                if (!levels.Remove(line.LevelId)) return SkillsErrors.NoSuchLevel;
                var setting = settings.GetValueOrDefault(line.LevelId);
                if (line.AsValidity() is not { } validity)
                {
                    if (setting is not null) db.LevelSettings.Remove(setting);
                }
                else if (setting is null) db.LevelSettings.Add(new LevelSetting(command.SkillId, line.LevelId, validity));
                else setting.Change(validity);
            }

            return Done.Value;
        }
    }

    private static string Text(IReadOnlyDictionary<Guid, Validity> said) => string.Join(';', said.OrderBy(s => s.Key).Select(s => $"{s.Key}={s.Value}"));
}
