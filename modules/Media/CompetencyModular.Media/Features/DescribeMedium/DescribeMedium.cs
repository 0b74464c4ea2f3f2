using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.DescribeMedium;

/// <summary>Says what a medium is: title, place, tags, how long it takes and when it is completed.</summary>
internal static class DescribeMedium
{
    /// <summary>The form as it stands.</summary>
    [Requires(MediaPermissions.Manage)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="Version">To notice a change by somebody else meanwhile.</param>
    internal sealed record Response(MediumDetails Details, bool IsPlayed, int Version, IReadOnlyList<string> Folders);

    [Requires(MediaPermissions.Manage)]
    internal sealed record Command(Guid Id, int Version, string? Title, string? Description, string? Folder, string? Language, int Minutes, int Threshold, IReadOnlyList<string> Tags) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Title).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Description).MaximumLength(4000);
            RuleFor(c => c.Folder).MaximumLength(100);
            RuleFor(c => c.Language).Must(l => string.IsNullOrEmpty(l) || (l.Length == 2 && l.All(char.IsAsciiLetterLower)));
            RuleFor(c => c.Minutes).InclusiveBetween(1, 6000);
            RuleFor(c => c.Threshold).InclusiveBetween(1, 100);
            RuleFor(c => c.Tags).Must(tags => tags.All(t => t.Length <= MediumDetails.MaxTag));
        }
    }

    internal sealed class QueryHandler(MediaDb db) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var medium = await db.FindWholeAsync(query.Id, ct);
            if (medium is null) return Error.NotFound();
            var folders = await db.Media.Where(m => m.Folder != "").Select(m => m.Folder).Distinct().OrderBy(f => f).ToListAsync(ct);
            return new Response(medium.Details(), medium.IsPlayed, medium.Version, folders);
        }
    }

    internal sealed class CommandHandler(MediaDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var medium = await db.FindWholeAsync(command.Id, ct);
            if (medium is null) return Error.NotFound();
            if (medium.Version != command.Version) return MediaErrors.ChangedMeanwhile;
            medium.Describe(
                new MediumDetails(command.Title!, command.Description ?? "", command.Folder ?? "", command.Language ?? "", command.Minutes, command.Threshold, command.Tags), time.GetUtcNow());
            return Done.Value;
        }
    }
}
