using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Features.SetReminders;

/// <summary>Says how many days before a level lapses people are reminded.</summary>
internal static class SetReminders
{
    [Requires(SkillsPermissions.ManageSettings)]
    internal sealed record Query : IRead<Content>;

    [Requires(SkillsPermissions.ManageSettings)]
    internal sealed record Command([FromBody] Content Reminders) : IWrite<Done>;

    internal sealed class Content
    {
        /// <summary>The state that was changed; null overwrites whatever is there.</summary>
        public int? Version { get; set; }

        /// <summary>Such as "90, 30, 7"; empty for no reminders.</summary>
        public string? Days { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<Validator> texts) =>
            RuleFor(c => c.Reminders.Days).Must(days => ReminderSetting.Read(days) is not null).WithMessage(_ => texts["Days"]).OverridePropertyName(nameof(Content.Days));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api)
        {
            api.Get<Query, Content>("reminders", "How many days before a level lapses people are reminded.");
            api.Post<Command, Done>("reminders", "Says how many days before a level lapses people are reminded.");
        }
    }

    internal sealed class QueryHandler(SkillsDb db) : IReadHandler<Query, Content>
    {
        public async ValueTask<Result<Content>> Handle(Query query, CancellationToken cancellationToken)
        {
            var setting = await db.ReminderSettings.AsNoTracking().FirstOrDefaultAsync(cancellationToken);
            return new Content { Version = setting?.Version ?? 0, Days = string.Join(", ", setting?.Days ?? ReminderSetting.Usual) };
        }
    }

    internal sealed class CommandHandler(SkillsDb db) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var setting = await db.ReminderSettings.FirstOrDefaultAsync(cancellationToken);
            if (command.Reminders.Version is { } seen && seen != (setting?.Version ?? 0)) return SkillsErrors.ChangedMeanwhile;
            if (setting is null) db.ReminderSettings.Add(setting = new ReminderSetting());
            setting.Change(ReminderSetting.Read(command.Reminders.Days)!);
            return Done.Value;
        }
    }
}
