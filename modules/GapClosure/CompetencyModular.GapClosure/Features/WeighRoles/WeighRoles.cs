using System.Text.Json.Serialization;
using CompetencyModular.GapClosure.Domain.Planning;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.SkillsAnalysis.Contracts;
using FluentValidation;
using Microsoft.AspNetCore.Routing;

namespace CompetencyModular.GapClosure.Features.WeighRoles;

/// <summary>What if: for each job profile, how much of it a person can show today and what it would take to be ready for it (R4.2).</summary>
internal static class WeighRoles
{
    /// <summary>Each row is a search of its own for the best plan.</summary>
    public const int PageSize = 5;

    /// <summary>Among so many profiles the closest are looked for; where more are found, the first by name.</summary>
    public const int Among = 200;

    /// <param name="Person">An id or “me”.</param>
    /// <param name="Search">Part of a profile's name.</param>
    /// <param name="Page">From 1; five profiles each.</param>
    [Requires(GapClosurePermissions.Plan)]
    internal sealed record Query(PersonRef Person, string? Search = null, int? Page = null) : IRead<Response>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Search).MaximumLength(200);
            RuleFor(q => q.Page).InclusiveBetween(1, Among / PageSize).When(q => q.Page is not null);
        }
    }

    /// <param name="PersonId">Who is asked about.</param>
    /// <param name="Roles">The profiles, the one closest to what the person can show first.</param>
    /// <param name="IsCut">More profiles were found than are compared: a longer search text narrows them down.</param>
    internal sealed record Response(Guid PersonId, Paged<Role> Roles, bool IsCut)
    {
        [JsonIgnore]
        public string PersonName { get; init; } = "";
    }

    /// <param name="ProfileId">The job profile.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Family">Its job family; may be empty.</param>
    /// <param name="IsHeld">Whether the person holds it today.</param>
    /// <param name="Fulfilment">Met mandatory requirements in percent, rounded down; null where nothing is mandatory (G3).</param>
    /// <param name="Met">How many requirements are met, desirable ones too.</param>
    /// <param name="Required">How many there are; 0 is "no requirements" (G3).</param>
    /// <param name="Steps">How many activities the best plan has.</param>
    /// <param name="Minutes">Working time of the best plan.</param>
    /// <param name="Money">Its money, in the tenant's currency.</param>
    /// <param name="Finish">When it ends at the organisation's pace; null without steps.</param>
    /// <param name="StayOpen">How many gaps nothing on offer closes.</param>
    /// <param name="IsProven">Whether no better plan exists; if not, this is the best that was found in a second (P4).</param>
    internal sealed record Role(
        Guid ProfileId, string Name, string Family, bool IsHeld, int? Fulfilment, int Met, int Required, int Steps, long Minutes, decimal Money, DateTimeOffset? Finish, int StayOpen, bool IsProven);

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Get<Query, Response>("people/{person}/what-if", "Job profiles by how close a person is to them, each with what it takes to be ready; person is an id or “me”.");
    }

    internal sealed class Handler(PlanMaker maker, IGapLookup gaps, IRequirementLookup profiles, IPeople people, IPeopleAccess access, ICurrentUser user, TimeProvider time)
        : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if ((query.Person.Id ?? user.PersonId) is not { } personId || !await access.MaySeeAsync(personId, cancellationToken)) return Error.NotFound();
            var cards = await people.CardsAsync([personId], cancellationToken);
            var held = await gaps.LevelsAsync(personId, cancellationToken);
            var current = (await profiles.InForceAsync([personId], time.GetUtcNow(), cancellationToken))[personId].Select(p => p.ProfileId).ToHashSet();
            var found = await profiles.FindAsync(query.Search, Among + 1, cancellationToken);
            var ordered = found.Take(Among).Select(p => new Way(p, held)).OrderByDescending(w => w.Fulfilment ?? -1).ThenBy(w => w.Open.Count).ThenBy(w => w.Profile.Name, StringComparer.CurrentCulture).ThenBy(w => w.Profile.ProfileId).ToList();
            var page = query.Page ?? 1;
            var shown = ordered.Skip((page - 1) * PageSize).Take(PageSize).ToList();
            var efforts = await maker.WeighAsync(personId, [.. shown.Select(w => w.Open)], cancellationToken);
            var rows = shown.Zip(efforts, (way, effort) => way.With(effort, current.Contains(way.Profile.ProfileId)));
            return new Response(personId, new Paged<Role>([.. rows], ordered.Count, page, PageSize), found.Count > Among)
            {
                PersonName = cards.TryGetValue(personId, out var card) ? card.Name : "",
            };
        }
    }

    /// <summary>A profile beside what a person holds.</summary>
    private sealed class Way(ProfileInForce profile, IReadOnlyDictionary<Guid, int> held)
    {
        public ProfileInForce Profile => profile;

        public IReadOnlyList<Gap> Open { get; } =
            [.. profile.Requirements.Where(r => held.GetValueOrDefault(r.SkillId) < r.Ordinal).Select(r => new Gap(r.SkillId, r.Ordinal, r.Mandatory, r.Weight))];

        public int? Fulfilment => profile.Requirements.Count(r => r.Mandatory) is var all and > 0 ? 100 * (all - Open.Count(g => g.Mandatory)) / all : null;

        public Role With(PlanEffort effort, bool isHeld) => new(
            profile.ProfileId, profile.Name, profile.Family, isHeld, Fulfilment, profile.Requirements.Count - Open.Count, profile.Requirements.Count,
            effort.Steps, effort.Totals.Minutes, effort.Totals.Money, effort.Totals.Finish, effort.StayOpen, effort.IsProven);
    }
}
