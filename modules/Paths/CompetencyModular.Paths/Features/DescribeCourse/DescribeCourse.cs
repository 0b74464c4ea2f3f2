using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Paths.Features.DescribeCourse;

/// <summary>An author drafts a course, or changes what one says about itself.</summary>
internal static class DescribeCourse
{
    /// <summary>The form, filled with what the course says now.</summary>
    [Requires(PathsPermissions.Author)]
    internal sealed record Query(Guid Id) : IRead<Command>;

    [Requires(PathsPermissions.Author)]
    internal sealed record Command : IWrite<Response>
    {
        /// <summary>Null for a new course.</summary>
        public Guid? Id { get; set; }

        /// <summary>The version the author saw.</summary>
        public int Version { get; set; }

        public string Code { get; set; } = "";

        public string Title { get; set; } = "";

        public string? Summary { get; set; }

        public int Minutes { get; set; } = 60;

        public decimal Money { get; set; }

        public string Language { get; set; } = "en";

        public Delivery Delivery { get; set; }

        public CompletedBy CompletedBy { get; set; }

        public int Threshold { get; set; } = CourseDetails.UsualThreshold;

        /// <summary>Words between commas.</summary>
        public string? Tags { get; set; }

        /// <summary>Names of units between commas; none means everybody.</summary>
        public string? Units { get; set; }

        public CourseDetails Details() => new(
            Code.Trim(), Title.Trim(), (Summary ?? "").Trim(), Minutes, Money, Language.Trim().ToLowerInvariant(), Delivery, CompletedBy, Threshold,
            Words.Parse(Tags), Words.Parse(Units));
    }

    internal sealed record Response(Guid Id);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<DescribeCoursePage> texts)
        {
            RuleFor(c => c.Code).NotEmpty().MaximumLength(60);
            RuleFor(c => c.Title).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Summary).MaximumLength(2000);
            RuleFor(c => c.Minutes).InclusiveBetween(0, 100_000);
            RuleFor(c => c.Money).InclusiveBetween(0, 1_000_000);
            RuleFor(c => c.Language).NotEmpty().Matches("^[A-Za-z]{2}$");
            RuleFor(c => c.Delivery).IsInEnum();
            RuleFor(c => c.CompletedBy).IsInEnum();
            RuleFor(c => c.Threshold).InclusiveBetween(1, 100);
            RuleFor(c => c.Tags).MaximumLength(500).Must(tags => TooLong(tags, CourseTag.MaxLength) is null)
                .WithMessage(c => texts["WordTooLong", TooLong(c.Tags, CourseTag.MaxLength)!, CourseTag.MaxLength]);
            RuleFor(c => c.Units).MaximumLength(2000).Must(units => TooLong(units, CourseUnit.MaxLength) is null)
                .WithMessage(c => texts["WordTooLong", TooLong(c.Units, CourseUnit.MaxLength)!, CourseUnit.MaxLength]);
        }

        private static string? TooLong(string? words, int most) => Words.Parse(words).FirstOrDefault(w => w.Length > most);
    }

    internal sealed class QueryHandler(PathsDb db) : IReadHandler<Query, Command>
    {
        public async ValueTask<Result<Command>> Handle(Query query, CancellationToken ct)
        {
            var course = await db.Courses.AsNoTracking().Include(c => c.Tags).Include(c => c.Units).AsSplitQuery().FirstOrDefaultAsync(c => c.Id == query.Id, ct);
            if (course is null) return Error.NotFound();
            var details = course.Details();
            return new Command
            {
                Id = course.Id,
                Version = course.Version,
                Code = details.Code,
                Title = details.Title,
                Summary = details.Summary,
                Minutes = details.Minutes,
                Money = details.Money,
                Language = details.Language,
                Delivery = details.Delivery,
                CompletedBy = details.CompletedBy,
                Threshold = details.Threshold,
                Tags = details.Tags.ToString(),
                Units = details.Units.ToString(),
            };
        }
    }

    internal sealed class CommandHandler(PathsDb db, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken ct)
        {
            var details = command.Details();
            if (await db.Courses.AnyAsync(c => c.Code == details.Code && c.Id != command.Id, ct)) return PathsErrors.CodeTaken;
            if (command.Id is not { } id)
            {
                var draft = Course.Draft(Guid.CreateVersion7(), details, user.PersonId, time.GetUtcNow());
                db.Add(draft);
                return new Response(draft.Id);
            }

            var course = await db.Courses.Whole().FirstOrDefaultAsync(c => c.Id == id, ct);
            if (course is null) return Error.NotFound();
            if (course.Version != command.Version) return PathsErrors.ChangedMeanwhile;
            return course.Describe(details, time.GetUtcNow()).Error is { } error ? error : new Response(id);
        }
    }
}
