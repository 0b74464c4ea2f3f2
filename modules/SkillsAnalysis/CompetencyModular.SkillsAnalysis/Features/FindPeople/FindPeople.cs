using System.ComponentModel;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Lookups;
using FluentValidation;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Features.FindPeople;

/// <summary>Finds somebody with the right job profile and skills for a project, with the reasons (R2.6).</summary>
internal static class FindPeople
{
    public const int PageSize = 20;
    public const int MostSkills = 50;

    /// <summary>What is looked for; the same for the list and the file.</summary>
    internal interface ISearch
    {
        /// <summary>Skills as <c>id:level:must:weight</c> or <c>id:level:nice:weight</c>; all but the id may be left out.</summary>
        string[]? Skill { get; }
    }

    /// <param name="Skill">Skills as <c>id:level:must:weight</c> or <c>id:level:nice:weight</c>; what is left out is level 1, a must-have, weight 3.</param>
    /// <param name="Profile">A job profile, whose requirements are looked for besides the skills.</param>
    /// <param name="Exactly">The skills alone, whatever the profile requires.</param>
    /// <param name="Holders">Only people who hold the profile now.</param>
    /// <param name="Unit">Only people of this unit and those below it.</param>
    [Requires(SkillsPermissions.FindPeople)]
    internal sealed record Query(string[]? Skill = null, Guid? Profile = null, bool? Exactly = null, bool? Holders = null, Guid? Unit = null, int? Page = null) : IRead<Response>, ISearch;

    internal sealed record Response(
        [property: Description("What was looked for, with what the profile asked for.")] IReadOnlyList<Asked> Asked,
        [property: Description("Whether the profile, if one was given, requires anything.")] bool ProfileHasRequirements,
        [property: Description("Who was compared, the best fit first.")] Paged<Person> People,
        [property: Description("How many of them hold every must-have now.")] int HoldAll,
        [property: Description("Whether there are more people with evidence than were compared; those whose evidence matches most were.")] bool IsBounded);

    internal sealed record Asked(Guid SkillId, string Skill, IReadOnlyList<string> Levels, int Level, bool Must, int Weight);

    internal sealed record Person(
        Guid Id, string Name, string JobTitle, string Unit,
        [property: Description("The job profiles that the person holds now.")] IReadOnlyList<string> Profiles,
        [property: Description("Whether the profile looked for is among them.")] bool HoldsProfile,
        int Musts, int MustsHeld, int Nice, int NiceHeld,
        [property: Description("Each skill looked for and how the person stands, what is missing first.")] IReadOnlyList<Reason> Reasons);

    internal sealed record Reason(
        Guid SkillId, string Skill, bool Must, int Weight, int Needed, string NeededLevel,
        [property: Description("The level that valid evidence shows now.")] int Held, string HeldLevel,
        [property: Description("Met, Expiring (held, and lapses within 60 days), Lapsed, NotYet or NoEvidence.")] GapStatus Status,
        DateTimeOffset? Since, DateTimeOffset? Until,
        [property: Description("A level above the one shown that the person claims; it never counts.")] string? ClaimedLevel,
        bool IsSuspended, DateTimeOffset? SuspendedUntil)
    {
        internal bool IsMet => Status is GapStatus.Met or GapStatus.Expiring;
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator(IStringLocalizer<FindPeoplePage> texts) => Check(this, texts);

        internal static void Check<T>(AbstractValidator<T> validator, IStringLocalizer<FindPeoplePage> texts) where T : ISearch => validator
            .RuleFor(q => q.Skill).Must(s => s is null || (s.Length <= MostSkills && s.All(a => Ask.Read(a) is not null)))
            .WithMessage(_ => texts["Unreadable", MostSkills]).OverridePropertyName(nameof(Query.Skill));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Get<Query, Response>("find", "People whose records the signed-in person may open, by what they can show: must-haves, nice-to-haves and the reasons.");
    }

    internal sealed class Handler(PeopleSearch search, IRequirementLookup requirements, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var found = await search.FindAsync(Read(query.Skill, query.Profile, query.Exactly, query.Holders, query.Unit), cancellationToken);
            var page = Math.Clamp(query.Page ?? 1, 1, Math.Max(1, (found.Fits.Count + PageSize - 1) / PageSize));
            var shown = found.Fits.Skip((page - 1) * PageSize).Take(PageSize).ToList();
            var held = shown.Count == 0
                ? new Dictionary<Guid, IReadOnlyList<ProfileInForce>>()
                : await requirements.InForceAsync([.. shown.Select(f => f.PersonId)], time.GetUtcNow(), cancellationToken);
            return new Response(
                [.. found.Asks.Select(a => new Asked(a.SkillId, found.Skills[a.SkillId].Name, [.. found.Skills[a.SkillId].Levels.Select(l => l.Name)], a.Ordinal, a.Must, a.Weight))],
                found.Profile is not { Requirements.Count: 0 },
                new Paged<Person>([.. shown.Select(f => ToPerson(f, found, held[f.PersonId]))], found.Fits.Count, page, PageSize),
                found.Fits.Count(f => f.HasAllMusts), found.IsBounded);
        }

        private static Person ToPerson(Fit fit, Found found, IReadOnlyList<ProfileInForce> profiles)
        {
            var card = found.People[fit.PersonId];
            return new Person(
                card.Id, card.Name, card.JobTitle, card.Unit, [.. profiles.Select(p => p.Name)], found.Profile is { } asked && profiles.Any(p => p.ProfileId == asked.ProfileId),
                fit.Musts, fit.MustsHeld, fit.Nice, fit.NiceHeld, [.. fit.Lines.Select(ToReason)]);
        }

        private static Reason ToReason(GapLine line) => new(
            line.Skill.Id, line.Skill.Name, line.Mandatory, line.Requirement.Weight, line.Required, line.Skill.Levels[line.Required].Name,
            line.Effective, line.Skill.Levels[line.Effective].Name, line.Status, line.Since, line.Until,
            line.Claimed is { } claimed ? line.Skill.Levels[claimed].Name : null, line.SuspendedUntil is not null, line.SuspendedUntil < DateTimeOffset.MaxValue ? line.SuspendedUntil : null);
    }

    /// <summary>What there is to choose from: profiles and units by name, and skills whose name holds the text.</summary>
    [Requires(SkillsPermissions.FindPeople)]
    internal sealed record ChoicesQuery(string? Find = null) : IRead<Choices>;

    /// <param name="HasMoreSkills">Whether there are more skills than are offered, so that one has to say part of the name.</param>
    internal sealed record Choices(IReadOnlyList<Choice> Profiles, IReadOnlyList<Choice> Skills, bool HasMoreSkills, IReadOnlyList<Choice> Units);

    internal sealed record Choice(Guid Id, string Name, string Group);

    internal sealed class ChoicesHandler(ISkillLookup skills, IRequirementLookup requirements, IPeopleAccess access) : IReadHandler<ChoicesQuery, Choices>
    {
        private const int Most = 200;

        public async ValueTask<Result<Choices>> Handle(ChoicesQuery query, CancellationToken cancellationToken)
        {
            var profiles = await requirements.FindAsync(null, Most, cancellationToken);
            var offered = await skills.FindAsync(query.Find, Most, cancellationToken);
            var units = await access.UnitsAsync(cancellationToken);
            return new Choices(
                [.. profiles.Select(p => new Choice(p.ProfileId, p.Name, p.Family))],
                [.. offered.Select(s => new Choice(s.Id, s.Name, s.Category)).OrderBy(s => s.Group, StringComparer.CurrentCulture)],
                offered.Count == Most || !string.IsNullOrWhiteSpace(query.Find),
                [.. units.Select(u => new Choice(u.Id, u.Name, ""))]);
        }
    }

    /// <summary>The same search as a file: everybody who was compared.</summary>
    [Requires(SkillsPermissions.FindPeople)]
    internal sealed record Export(string[]? Skill = null, Guid? Profile = null, bool? Exactly = null, bool? Holders = null, Guid? Unit = null) : IRead<FileDownload>, ISearch;

    internal sealed class ExportValidator : AbstractValidator<Export>
    {
        public ExportValidator(IStringLocalizer<FindPeoplePage> texts) => Validator.Check(this, texts);
    }

    internal sealed class ExportHandler(PeopleSearch search, ITenant tenant, IStringLocalizer<FindPeoplePage> texts) : IReadHandler<Export, FileDownload>
    {
        public async ValueTask<Result<FileDownload>> Handle(Export export, CancellationToken cancellationToken)
        {
            var found = await search.FindAsync(Read(export.Skill, export.Profile, export.Exactly, export.Holders, export.Unit), cancellationToken);
            var skills = found.Asks.Select(a => found.Skills[a.SkillId]).ToList();
            return CsvDownload.Of(
                "people.csv",
                [texts["Person"], texts["JobTitle"], texts["Unit"], texts["MustsHeld"], texts["Musts"], texts["NiceHeld"], texts["NiceAll"], texts["FirstToLapse"],
                    .. found.Asks.Select(a => $"{found.Skills[a.SkillId].Name} ({found.Skills[a.SkillId].Levels[a.Ordinal].Name})")],
                found.Fits.Select(fit => (object?[])
                [
                    fit.Name, found.People[fit.PersonId].JobTitle, found.People[fit.PersonId].Unit, fit.MustsHeld, fit.Musts, fit.NiceHeld, fit.Nice,
                    fit.Lines.Min(l => l.Until) is { } until ? tenant.DateAt(until.AddTicks(-1)) : null,
                    .. skills.Select(s => fit.Lines.First(l => l.Skill.Id == s.Id) is { Effective: var held } ? s.Levels[held].Name : null),
                ]));
        }
    }

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.Download<Export>("find.csv");
    }

    private static Wanted Read(string[]? skills, Guid? profile, bool? exactly, bool? holders, Guid? unit) =>
        new([.. (skills ?? []).Select(s => Ask.Read(s)!)], profile, exactly is true, holders is true, unit);
}
