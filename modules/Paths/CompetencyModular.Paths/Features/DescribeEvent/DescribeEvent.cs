using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.DescribeEvent;

/// <summary>Somebody who runs events drafts one, or changes what it says about itself.</summary>
internal static class DescribeEvent
{
    [Requires(PathsPermissions.RunEvents)]
    internal sealed record Query(Guid Id) : IRead<Command>;

    [Requires(PathsPermissions.RunEvents)]
    internal sealed record Command : IWrite<Response>
    {
        /// <summary>Null for a new event.</summary>
        public Guid? Id { get; set; }

        /// <summary>The version that was seen.</summary>
        public int Version { get; set; }

        public string Title { get; set; } = "";

        public string? Summary { get; set; }

        public string? Agenda { get; set; }

        public int Minutes { get; set; } = 240;

        public decimal Money { get; set; }

        public string Language { get; set; } = "en";

        /// <summary>Words between commas.</summary>
        public string? Tags { get; set; }

        /// <summary>Names of units between commas; none means everybody.</summary>
        public string? Units { get; set; }

        public TrainingEventDetails Details() => new(
            Title.Trim(), (Summary ?? "").Trim(), (Agenda ?? "").Trim(), Minutes, Money, Language.Trim().ToLowerInvariant(), Words.Parse(Tags), Words.Parse(Units));
    }

    internal sealed record Response(Guid Id);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Title).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Summary).MaximumLength(2000);
            RuleFor(c => c.Agenda).MaximumLength(20_000);
            RuleFor(c => c.Minutes).InclusiveBetween(1, 100_000);
            RuleFor(c => c.Money).InclusiveBetween(0, 1_000_000);
            RuleFor(c => c.Language).NotEmpty().Matches("^[A-Za-z]{2}$");
            RuleFor(c => c.Tags).MaximumLength(500).Must(tags => Words.Parse(tags).All(w => w.Length <= CourseTag.MaxLength));
            RuleFor(c => c.Units).MaximumLength(2000).Must(units => Words.Parse(units).All(w => w.Length <= CourseUnit.MaxLength));
        }
    }

    internal sealed class QueryHandler(PathsDb db) : IReadHandler<Query, Command>
    {
        public async ValueTask<Result<Command>> Handle(Query query, CancellationToken ct)
        {
            var made = await db.TrainingEvents.AsNoTracking().Include(e => e.Tags).Include(e => e.Units).AsSplitQuery().FirstOrDefaultAsync(e => e.Id == query.Id, ct);
            if (made is null) return Error.NotFound();
            var details = made.Details();
            return new Command
            {
                Id = made.Id,
                Version = made.Version,
                Title = details.Title,
                Summary = details.Summary,
                Agenda = details.Agenda,
                Minutes = details.Minutes,
                Money = details.Money,
                Language = details.Language,
                Tags = details.Tags.ToString(),
                Units = details.Units.ToString(),
            };
        }
    }

    internal sealed class CommandHandler(PathsDb db, TimeProvider time) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken ct)
        {
            if (command.Id is not { } id)
            {
                var draft = TrainingEvent.Draft(Guid.CreateVersion7(), command.Details(), time.GetUtcNow());
                db.Add(draft);
                return new Response(draft.Id);
            }

            var made = await db.TrainingEvents.Include(e => e.Tags).Include(e => e.Units).AsSplitQuery().FirstOrDefaultAsync(e => e.Id == id, ct);
            if (made is null) return Error.NotFound();
            if (made.Version != command.Version) return PathsErrors.ChangedMeanwhile;
            return made.Describe(command.Details(), time.GetUtcNow()).Error is { } error ? error : new Response(id);
        }
    }
}
