using System.Security.Cryptography;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Paths.Features.WriteItem;

/// <summary>An author adds or changes a piece of content: Markdown, a link, a file, what another module offers, or a practical task.</summary>
internal static class WriteItem
{
    private const int MostCriteria = 12;

    /// <summary>The form, empty for a new item.</summary>
    [Requires(PathsPermissions.Author)]
    internal sealed record Query(Guid CourseId, Guid? ItemId) : IRead<Response>;

    /// <param name="Offers">What other modules offer: media, objectives of training on the job.</param>
    internal sealed record Response(string CourseTitle, Command Form, string? FileName, IReadOnlyList<Offer> Offers);

    /// <param name="Activity">Its reference, as text.</param>
    internal sealed record Offer(string Activity, string Title);

    [Requires(PathsPermissions.Author)]
    internal sealed record Command : IWrite<Done>
    {
        public Guid CourseId { get; set; }

        /// <summary>Null for a new item.</summary>
        public Guid? ItemId { get; set; }

        public ItemKind Kind { get; set; }

        public string Title { get; set; } = "";

        public string? Body { get; set; }

        public string? Target { get; set; }

        /// <summary>The upload; null keeps the file that is there.</summary>
        public Upload? File { get; set; }

        /// <summary>What counts as mastered, one a line; of a practical task.</summary>
        public string? Criteria { get; set; }

        /// <summary>Who judges a practical task.</summary>
        public AssessedBy AssessedBy { get; set; }
    }

    internal sealed record Upload(string Name, byte[] Bytes);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<WriteItemPage> texts)
        {
            RuleFor(c => c.Kind).IsInEnum();
            RuleFor(c => c.Title).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Body).MaximumLength(100_000);
            RuleFor(c => c.Body).NotEmpty().When(c => c.Kind is ItemKind.Markdown or ItemKind.Task);
            RuleFor(c => c.AssessedBy).IsInEnum();
            RuleFor(c => c.Criteria).NotEmpty().MaximumLength(4000).Must(c => Lines(c).Length <= MostCriteria).WithMessage(_ => texts["CriteriaTooMany", MostCriteria]).When(c => c.Kind is ItemKind.Task);
            RuleFor(c => c.Target).NotEmpty().MaximumLength(2000).Must(BeOnTheWeb).When(c => c.Kind is ItemKind.Link);
            RuleFor(c => c.Target).NotEmpty().Must(t => ActivityRef.TryParse(t, out var activity) && activity.Module != CourseRef.Module).When(c => c.Kind is ItemKind.Activity);
            RuleFor(c => c.File).NotNull().When(c => c.Kind is ItemKind.File && c.ItemId is null);
        }

        private static bool BeOnTheWeb(string? target) =>
            Uri.TryCreate(target, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
    }

    internal sealed class QueryHandler(PathsDb db, IActivityCatalog catalog, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var title = await db.Courses.Where(c => c.Id == query.CourseId).Select(c => c.Title).FirstOrDefaultAsync(ct);
            if (title is null) return Error.NotFound();
            var offers = (await catalog.OffersForAsync(user.Me(), ct)).Where(o => o.Activity.Module != CourseRef.Module)
                .Select(o => new Offer(o.Activity.ToString(), o.Link.Title)).OrderBy(o => o.Title, StringComparer.CurrentCulture).ToList();
            if (query.ItemId is not { } itemId) return new Response(title, new Command { CourseId = query.CourseId }, null, offers);
            var item = await db.Items.AsNoTracking().FirstOrDefaultAsync(i => i.Id == itemId && i.CourseId == query.CourseId, ct);
            if (item is null) return Error.NotFound();
            var file = await db.Files.Where(f => f.Id == item.FileId).Select(f => f.Name).FirstOrDefaultAsync(ct);
            var form = new Command
            {
                CourseId = item.CourseId, ItemId = item.Id, Kind = item.Kind, Title = item.Title, Body = item.Body, Target = item.Target,
                Criteria = string.Join('\n', item.Criteria), AssessedBy = item.AssessedBy,
            };
            return new Response(title, form, file, offers);
        }
    }

    internal sealed class CommandHandler(PathsDb db, IActivityCatalog catalog, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var course = await db.Courses.Include(c => c.Items).FirstOrDefaultAsync(c => c.Id == command.CourseId, ct);
            if (course is null) return Error.NotFound();
            var former = course.Items.FirstOrDefault(i => i.Id == command.ItemId);
            if (command.ItemId is not null && former is null) return Error.NotFound();

            // What counts as done differs: what was read would count as judged, or the other way round.
            if (former is not null && former.IsTask != command.Kind is ItemKind.Task) return SubmissionErrors.KindStays;

            if (command.Kind is ItemKind.Activity && ActivityRef.TryParse(command.Target, out var activity) && (await catalog.DescribeAsync([activity], ct)).Count == 0) return PathsErrors.ActivityGone;
            var kept = command.Kind is ItemKind.File && command.File is null ? former?.FileId : null;
            if (former?.FileId is { } replaced && replaced != kept) db.Remove(await db.Files.SingleAsync(f => f.Id == replaced, ct));
            var file = kept;
            if (command is { Kind: ItemKind.File, File: { } upload })
            {
                var stored = Store(course.Id, upload, now);
                if (stored.Error is { } refused) return refused;
                file = stored.Value;
            }

            var content = new ItemContent(
                command.Kind, command.Title.Trim(), (command.Body ?? "").Trim(), command.Kind is ItemKind.Link or ItemKind.Activity ? command.Target!.Trim() : "", file,
                command.Kind is ItemKind.Task ? Lines(command.Criteria) : null, command.AssessedBy);
            if (former is not null) return course.ChangeItem(former.Id, content, now);
            course.AddItem(Guid.CreateVersion7(), content, now);
            return Done.Value;
        }

        private Result<Guid> Store(Guid courseId, Upload upload, DateTimeOffset now)
        {
            if (upload.Bytes.Length > FileKinds.MaxBytes) return PathsErrors.FileTooLarge;
            if (FileKinds.ContentTypeOf(upload.Name, upload.Bytes) is not { } contentType) return PathsErrors.FileKindRefused;
            var id = Guid.CreateVersion7();
            var name = Path.GetFileName(upload.Name);
            var kept = name.Length <= 120 ? name : name[..100] + Path.GetExtension(name);
            db.Add(new CourseFile(id, courseId, kept, contentType, upload.Bytes.Length, Convert.ToHexStringLower(SHA256.HashData(upload.Bytes)), now));
            db.Add(new CourseFileBytes(id, upload.Bytes));
            return id;
        }
    }

    private static string[] Lines(string? text) => (text ?? "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
