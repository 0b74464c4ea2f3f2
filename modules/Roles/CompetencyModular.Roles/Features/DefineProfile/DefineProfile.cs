using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.DefineProfile;

/// <summary>Begins a job profile, or changes the words of one (R2.1). What it requires changes by versions.</summary>
internal static class DefineProfile
{
    /// <summary>The form: empty for a new profile, else filled with what the profile says now.</summary>
    [Requires(RolesPermissions.Define)]
    internal sealed record Query(Guid? Id) : IRead<Response>;

    /// <param name="Families">The job families there are, to choose the same words again.</param>
    /// <param name="Tracks">The career tracks there are.</param>
    internal sealed record Response(Content Profile, IReadOnlyList<string> Families, IReadOnlyList<string> Tracks);

    /// <param name="Id">Null for a new profile.</param>
    [Requires(RolesPermissions.Define)]
    internal sealed record Command(Guid? Id, [FromBody] Content Profile) : IWrite<Saved>;

    internal sealed record Content
    {
        /// <summary>The state that was changed; null overwrites whatever is there.</summary>
        public int? Version { get; set; }

        /// <summary>Unique within family and track.</summary>
        public string? Name { get; set; }

        public string? Family { get; set; }

        public string? Track { get; set; }

        public string? Description { get; set; }
    }

    internal sealed record Saved(Guid Id);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Profile.Name).IsName().OverridePropertyName(nameof(Content.Name));
            RuleFor(c => c.Profile.Family).IsOptionalName().OverridePropertyName(nameof(Content.Family));
            RuleFor(c => c.Profile.Track).IsOptionalName().OverridePropertyName(nameof(Content.Track));
            RuleFor(c => c.Profile.Description).MaximumLength(Lengths.Text).OverridePropertyName(nameof(Content.Description));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api)
        {
            api.Post<Command, Saved>("profiles", "Begins a job profile. What it requires is drafted and published next.");
            api.Post<Command, Saved>("profiles/{id:guid}", "Changes the words of a job profile.");
        }
    }

    internal sealed class QueryHandler(RolesDb db) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var content = query.Id is not { } id ? new Content() : await db.Profiles.AsNoTracking().Where(p => p.Id == id)
                .Select(p => new Content { Version = p.Version, Name = p.Name, Family = p.Family, Track = p.Track, Description = p.Description }).FirstOrDefaultAsync(cancellationToken);
            if (content is null) return Error.NotFound();
            var families = await db.Profiles.Where(p => p.Family != "").Select(p => p.Family).Distinct().OrderBy(f => f).Take(200).ToListAsync(cancellationToken);
            var tracks = await db.Profiles.Where(p => p.Track != "").Select(p => p.Track).Distinct().OrderBy(t => t).Take(200).ToListAsync(cancellationToken);
            return new Response(content, families, tracks);
        }
    }

    internal sealed class CommandHandler(RolesDb db) : IWriteHandler<Command, Saved>
    {
        public async ValueTask<Result<Saved>> Handle(Command command, CancellationToken cancellationToken)
        {
            var said = command.Profile;
            var (name, family, track, description) = (said.Name!, said.Family ?? "", said.Track ?? "", said.Description ?? "");
            var profile = command.Id is { } id ? await db.Profiles.FirstOrDefaultAsync(p => p.Id == id, cancellationToken) : null;
            if (command.Id is not null && profile is null) return Error.NotFound();
            if (profile is not null && said.Version is { } seen && seen != profile.Version) return RolesErrors.ChangedMeanwhile;
            var key = JobProfile.KeyOf(name, family, track);
            if (await db.Profiles.AnyAsync(p => p.Key == key && p.Id != command.Id, cancellationToken)) return RolesErrors.ProfileNameTaken;
            if (profile is null) db.Add(profile = JobProfile.Create(Guid.CreateVersion7(), name, family, track, description));
            else profile.Describe(name, family, track, description);
            return new Saved(profile.Id);
        }
    }
}
