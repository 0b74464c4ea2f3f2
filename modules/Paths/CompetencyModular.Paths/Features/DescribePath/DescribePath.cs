using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Paths.Features.DescribePath;

/// <summary>An author drafts a learning path, or changes what one says about itself.</summary>
internal static class DescribePath
{
    /// <summary>The form, filled with what the path says now.</summary>
    [Requires(PathsPermissions.Author)]
    internal sealed record Query(Guid Id) : IRead<Command>;

    [Requires(PathsPermissions.Author)]
    internal sealed record Command : IWrite<Response>
    {
        /// <summary>Null for a new path.</summary>
        public Guid? Id { get; set; }

        /// <summary>The version the author saw.</summary>
        public int Version { get; set; }

        public string Title { get; set; } = "";

        public string? Summary { get; set; }

        public PathOrder Order { get; set; }

        /// <summary>Words between commas.</summary>
        public string? Tags { get; set; }

        public PathDetails Details() => new(Title.Trim(), (Summary ?? "").Trim(), Order, Words.Parse(Tags));
    }

    internal sealed record Response(Guid Id);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<DescribePathPage> texts)
        {
            RuleFor(c => c.Title).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Summary).MaximumLength(2000);
            RuleFor(c => c.Order).IsInEnum();
            RuleFor(c => c.Tags).MaximumLength(500).Must(tags => TooLong(tags) is null).WithMessage(c => texts["WordTooLong", TooLong(c.Tags)!, CourseTag.MaxLength]);
        }

        private static string? TooLong(string? words) => Words.Parse(words).FirstOrDefault(w => w.Length > CourseTag.MaxLength);
    }

    internal sealed class QueryHandler(PathsDb db) : IReadHandler<Query, Command>
    {
        public async ValueTask<Result<Command>> Handle(Query query, CancellationToken ct)
        {
            var path = await db.Paths.AsNoTracking().Include(p => p.Tags).FirstOrDefaultAsync(p => p.Id == query.Id, ct);
            if (path is null) return Error.NotFound();
            var details = path.Details();
            return new Command { Id = path.Id, Version = path.Version, Title = details.Title, Summary = details.Summary, Order = details.Order, Tags = details.Tags.ToString() };
        }
    }

    internal sealed class CommandHandler(PathsDb db, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken ct)
        {
            if (command.Id is not { } id)
            {
                var created = LearningPath.Create(Guid.CreateVersion7(), command.Details(), user.PersonId, time.GetUtcNow());
                db.Add(created);
                return new Response(created.Id);
            }

            var path = await db.Paths.Whole().FirstOrDefaultAsync(p => p.Id == id, ct);
            if (path is null) return Error.NotFound();
            if (path.Version != command.Version) return LearningPathErrors.ChangedMeanwhile;
            return path.Describe(command.Details(), time.GetUtcNow()).Error is { } error ? error : new Response(id);
        }
    }
}
