using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.NameDeputy;

/// <summary>Somebody names who stands in for them, or HR does it for them: meanwhile the deputy sees the line as its manager does.</summary>
internal static class NameDeputy
{
    /// <param name="Deputy">Personnel number or e-mail address.</param>
    /// <param name="Until">The last day; open without one.</param>
    [Requires(PlatformPermissions.UseTheProduct)]
    internal sealed record Command(Guid PersonId, string? Deputy, DateOnly? From, DateOnly? Until) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ITenant tenant, TimeProvider time, IStringLocalizer<NameDeputyPage> texts)
        {
            RuleFor(c => c.Deputy).NotEmpty().MaximumLength(254);
            RuleFor(c => c.From).NotNull();
            RuleFor(c => c.Until).Must((c, day) => day >= c.From && day >= tenant.DateAt(time.GetUtcNow())).When(c => c.Until is not null).WithMessage(_ => texts["EndsBefore"]);
        }
    }

    internal sealed class Handler(PlatformDb db, ActingContext acting, IStringLocalizer<NameDeputyPage> texts) : IWriteHandler<Command, Done>
    {
        private const int Most = 10;

        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (!acting.MayNameFor(command.PersonId) || !await db.Set<Person>().AnyAsync(p => p.Id == command.PersonId && p.IsActive, cancellationToken)) return Error.NotFound();
            var found = await db.Set<Person>().Called(command.Deputy!).Select(p => p.Id).Take(2).ToListAsync(cancellationToken);
            if (found is not [var deputy]) return Wrong(nameof(command.Deputy), found.Count == 0 ? "Unknown" : "Ambiguous");
            if (deputy == command.PersonId) return Wrong(nameof(command.Deputy), "Self");
            if (await db.Set<Deputy>().CountAsync(d => d.PersonId == command.PersonId, cancellationToken) >= Most) return Wrong(nameof(command.Deputy), "Enough");
            db.Add(new Deputy { PersonId = command.PersonId, DeputyId = deputy, From = command.From!.Value, Until = command.Until });
            return Done.Value;
        }

        private Error Wrong(string field, string text) => Error.Invalid("deputy-invalid", texts[text], new Dictionary<string, string[]> { [field] = [texts[text]] });
    }

    [Requires(PlatformPermissions.UseTheProduct)]
    internal sealed record Remove(Guid Id) : IWrite<Done>;

    internal sealed class RemoveHandler(PlatformDb db, ActingContext acting) : IWriteHandler<Remove, Done>
    {
        public async ValueTask<Result<Done>> Handle(Remove command, CancellationToken cancellationToken)
        {
            if (await db.Set<Deputy>().FindAsync([command.Id], cancellationToken) is not { } deputy || !acting.MayNameFor(deputy.PersonId)) return Error.NotFound();
            db.Remove(deputy);
            return Done.Value;
        }
    }

    [Requires(PlatformPermissions.UseTheProduct)]
    internal sealed record Query(Guid PersonId) : IRead<Response>;

    internal sealed record Response(string Name, IReadOnlyList<Row> Deputies);

    internal sealed record Row(Guid Id, string Name, DateOnly From, DateOnly? Until);

    internal sealed class QueryHandler(PlatformDb db, ActingContext acting) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (!acting.MayNameFor(query.PersonId) || await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == query.PersonId && p.IsActive, cancellationToken) is not { } person) return Error.NotFound();
            var deputies = await (
                from deputy in db.Set<Deputy>().AsNoTracking()
                join standIn in db.Set<Person>().AsNoTracking() on deputy.DeputyId equals standIn.Id
                where deputy.PersonId == query.PersonId
                orderby deputy.From
                select new Row(deputy.Id, standIn.GivenName + " " + standIn.FamilyName, deputy.From, deputy.Until)).ToListAsync(cancellationToken);
            return new Response(person.Name, deputies);
        }
    }

    private static bool MayNameFor(this ActingContext acting, Guid personId) => personId == acting.PersonId || acting.Has(HostPermissions.ManagePeople);
}
