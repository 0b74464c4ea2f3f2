using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Roles.Features.AssignProfile;

/// <summary>Gives somebody a job profile for a time (R2.3). As the primary one it takes the place of the one before, which stays as an additional one.</summary>
internal static class AssignProfile
{
    /// <summary>The way there: first whom, then which profile, then when. What is known already is not asked for.</summary>
    /// <param name="Search">Part of a person's or a profile's name, whichever is still to be chosen.</param>
    [Requires(RolesPermissions.Assign)]
    internal sealed record Query(Guid? Person, Guid? Profile, string? Search = null, int? Page = null) : IRead<Response>;

    /// <param name="People">Those to choose from; null when the person is known.</param>
    /// <param name="Profiles">Those to choose from; null when the profile is known, or the person is not.</param>
    /// <param name="HasPrimary">Whether the person has a primary profile.</param>
    internal sealed record Response(PersonCard? Person, Choice? Profile, Paged<PersonCard>? People, Paged<Choice>? Profiles, bool HasPrimary);

    internal sealed record Choice(Guid Id, string Name, string Family);

    [Requires(RolesPermissions.Assign)]
    internal sealed record Command([FromBody] Content Assignment) : IWrite<Saved>;

    internal sealed record Content
    {
        public Guid PersonId { get; set; }

        public Guid? ProfileId { get; set; }

        /// <summary>Primary, or else additional.</summary>
        public bool IsPrimary { get; set; }

        /// <summary>The first day; today when left out.</summary>
        public DateOnly? From { get; set; }

        /// <summary>The last day; null while no end is known.</summary>
        public DateOnly? Until { get; set; }
    }

    internal sealed record Saved(Guid Id);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<AssignProfilePage> texts)
        {
            RuleFor(c => c.Assignment.ProfileId).NotEmpty().OverridePropertyName(nameof(Content.ProfileId));
            RuleFor(c => c.Assignment.From).IsDay().OverridePropertyName(nameof(Content.From));
            RuleFor(c => c.Assignment.Until).IsDay().OverridePropertyName(nameof(Content.Until));
            RuleFor(c => c.Assignment.Until).Must((c, until) => until >= c.Assignment.From).When(c => c.Assignment is { Until: not null, From: not null })
                .WithMessage(_ => texts["UntilBeforeFrom"]).OverridePropertyName(nameof(Content.Until));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Saved>("assignments", "Gives somebody a job profile.");
    }

    internal sealed class QueryHandler(RolesDb db, IPeople people, IPeopleAccess access, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (query.Person is { } asked && !await access.MaySeeAsync(asked, cancellationToken)) return Error.NotFound();
            var person = query.Person is { } id ? (await people.CardsAsync([id], cancellationToken)).GetValueOrDefault(id) : null;
            var profile = query.Profile is { } wanted ? await db.Profiles.AsNoTracking().InUse().Where(p => p.Id == wanted).Select(p => new Choice(p.Id, p.Name, p.Family)).FirstOrDefaultAsync(cancellationToken) : null;
            if ((query.Person is not null && person is null) || (query.Profile is not null && profile is null)) return Error.NotFound();
            if (person is null) return new Response(null, profile, await access.FindAsync(query.Search, among: null, query.Page ?? 1, 25, cancellationToken), null, false);

            var today = tenant.DateAt(time.GetUtcNow());
            var held = await db.Assignments.AsNoTracking().Where(a => a.PersonId == person.Id && (a.Until == null || a.Until >= today)).Select(a => new { a.ProfileId, a.IsPrimary }).ToListAsync(cancellationToken);
            if (profile is not null) return new Response(person, profile, null, null, held.Exists(a => a.IsPrimary));
            var without = held.Select(a => a.ProfileId).ToList();
            var profiles = db.Profiles.AsNoTracking().InUse().Where(p => !without.Contains(p.Id));
            if (!string.IsNullOrWhiteSpace(query.Search))
            {
                var like = SearchText.Like(query.Search);
                profiles = profiles.Where(p => EF.Functions.Like(p.NameKey, like, "\\"));
            }

            var page = await profiles.OrderBy(p => p.NameKey).ThenBy(p => p.Id).Select(p => new Choice(p.Id, p.Name, p.Family)).ToPageAsync(query.Page ?? 1, 25, cancellationToken);
            return new Response(person, null, null, page, held.Exists(a => a.IsPrimary));
        }
    }

    internal sealed class Handler(RolesDb db, IPeopleAccess access, ICurrentUser user, ITenant tenant, TimeProvider time) : IWriteHandler<Command, Saved>
    {
        public async ValueTask<Result<Saved>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (said, now) = (command.Assignment, time.GetUtcNow());
            if (!await access.MaySeeAsync(said.PersonId, cancellationToken)) return Error.NotFound();
            if (!await db.Profiles.InUse().AnyAsync(p => p.Id == said.ProfileId, cancellationToken)) return Error.NotFound();
            var from = said.From ?? tenant.DateAt(now);
            if (said.Until < from) return RolesErrors.EndsBeforeItBegins;
            var held = (await db.Assignments.Include(a => a.Suspensions).Where(a => a.PersonId == said.PersonId && (a.Until == null || a.Until >= from)).ToListAsync(cancellationToken))
                .Where(a => !a.IsWithdrawn && a.Overlaps(from, said.Until)).ToList();
            if (held.Exists(a => a.ProfileId == said.ProfileId)) return RolesErrors.AlreadyAssigned;

            if (said.IsPrimary) db.AddRange(held.Where(a => a.IsPrimary).SelectMany(a => a.StepBack(from, said.Until, now, user.PersonId)));
            var assignment = Assignment.Begin(said.PersonId, said.ProfileId!.Value, said.IsPrimary, from, said.Until, now, user.PersonId);
            db.Add(assignment);
            return new Saved(assignment.Id);
        }
    }
}
