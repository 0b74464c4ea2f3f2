using CompetencyModular.GapClosure.Domain;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.SetPlanning;

/// <summary>Decides how plans weigh time against money, and the pace they plan with (P3).</summary>
internal static class SetPlanning
{
    [Requires(GapClosurePermissions.Configure)]
    internal sealed record Query : IRead<Settings>;

    /// <param name="HourlyCost">The cost of an hour of working time, in the tenant's currency.</param>
    /// <param name="HoursPerWeek">The time for learning in a week.</param>
    internal sealed record Settings(decimal HourlyCost, decimal HoursPerWeek);

    [Requires(GapClosurePermissions.Configure)]
    internal sealed record Command(decimal HourlyCost, decimal HoursPerWeek) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.HourlyCost).InclusiveBetween(0, 10_000);
            RuleFor(c => c.HoursPerWeek).InclusiveBetween(0.25m, 60);
        }
    }

    internal sealed class ReadHandler(GapClosureDb db) : IReadHandler<Query, Settings>
    {
        public async ValueTask<Result<Settings>> Handle(Query query, CancellationToken cancellationToken)
        {
            var settings = await db.Settings.AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? new PlanningSettings();
            return new Settings(settings.HourlyCost, settings.HoursPerWeek);
        }
    }

    internal sealed class Handler(GapClosureDb db) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var settings = await db.Settings.FirstOrDefaultAsync(cancellationToken) ?? db.Settings.Add(new PlanningSettings()).Entity;
            (settings.HourlyCost, settings.HoursPerWeek) = (command.HourlyCost, command.HoursPerWeek);
            return Done.Value;
        }
    }
}
