using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Paths.Features.WriteSession;

/// <summary>A session of an event is planned, or changed before it begins; those who take part learn of new dates and places.</summary>
internal static class WriteSession
{
    private const int MostChoices = 200;
    private const int MostDates = 20;

    [Requires(PathsPermissions.RunEvents)]
    internal sealed record Query(Guid EventId, Guid? SessionId, string? Trainer = null) : IRead<Response>;

    internal sealed record Response(string Title, Command Form, IReadOnlyList<Choice> Trainers, bool MoreTrainers, bool MayChange);

    internal sealed record Choice(Guid Id, string Name);

    [Requires(PathsPermissions.RunEvents)]
    internal sealed record Command : IWrite<Written>
    {
        public Guid EventId { get; set; }

        /// <summary>Null for a new session.</summary>
        public Guid? SessionId { get; set; }

        /// <summary>The version that was seen.</summary>
        public int Version { get; set; }

        /// <summary>Rows without a day are no dates.</summary>
        public List<DateRow> Dates { get; set; } = [];

        public string TimeZone { get; set; } = "";

        public string? Place { get; set; }

        public string? Link { get; set; }

        /// <summary>An id, or nothing.</summary>
        public string? Trainer { get; set; }

        public int Seats { get; set; } = 12;

        /// <summary>The last day on which one may register; until it begins where there is none.</summary>
        public DateOnly? RegisterUntil { get; set; }

        public IEnumerable<DateRow> Filled() => Dates.Where(d => d.Day is not null);
    }

    internal sealed record DateRow
    {
        public DateOnly? Day { get; set; }

        public TimeOnly? From { get; set; }

        public TimeOnly? Until { get; set; }
    }

    internal sealed record Written(Guid Id);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<WriteSessionPage> texts)
        {
            RuleFor(c => c.Seats).InclusiveBetween(1, 10_000);
            RuleFor(c => c.Place).MaximumLength(200);
            RuleFor(c => c.Link).MaximumLength(500).Must(l => string.IsNullOrWhiteSpace(l) || (Uri.TryCreate(l.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"))
                .WithMessage(_ => texts["LinkNeeded"]);
            RuleFor(c => c.Place).Must((c, place) => !string.IsNullOrWhiteSpace(place) || !string.IsNullOrWhiteSpace(c.Link)).WithMessage(_ => texts["PlaceNeeded"]);
            RuleFor(c => c.TimeZone).Must(z => TimeZoneInfo.TryFindSystemTimeZoneById(z, out _));
            RuleFor(c => c.Trainer).Must(t => string.IsNullOrEmpty(t) || Guid.TryParse(t, out _));
            RuleFor(c => c.Dates).Must((c, _) => c.Filled().Any()).WithMessage(_ => texts["DateNeeded"])
                .Must((c, _) => c.Filled().Count() <= MostDates).WithMessage(_ => texts["TooManyDates", MostDates])
                .Must((c, _) => c.Filled().All(d => d is { From: not null, Until: not null } && d.From < d.Until)).WithMessage(_ => texts["TimesNeeded"])
                .Must((c, _) => InOrder(c)).WithMessage(_ => texts["DatesInOrder"])
                .Must((c, _) => !TimeZoneInfo.TryFindSystemTimeZoneById(c.TimeZone, out var zone)
                    || c.Filled().All(d => !zone.IsInvalidTime(d.Day!.Value.ToDateTime(d.From ?? default)) && !zone.IsInvalidTime(d.Day!.Value.ToDateTime(d.Until ?? default))))
                .WithMessage(_ => texts["TimeSkipped"]);
        }

        private static bool InOrder(Command command)
        {
            var dates = command.Filled().Select(d => (Start: d.Day!.Value.ToDateTime(d.From ?? default), End: d.Day!.Value.ToDateTime(d.Until ?? default))).ToList();
            return dates.Zip(dates.Skip(1)).All(pair => pair.First.End <= pair.Second.Start);
        }
    }

    internal sealed class QueryHandler(PathsDb db, IPeople people, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var title = await db.TrainingEvents.Where(e => e.Id == query.EventId).Select(e => e.Title).FirstOrDefaultAsync(ct);
            if (title is null) return Error.NotFound();
            var trainers = await people.FindAsync(query.Trainer, MostChoices, ct);
            var choices = trainers.Select(p => new Choice(p.Id, p.Name)).ToList();
            if (query.SessionId is not { } sessionId)
            {
                var empty = new Command { EventId = query.EventId, TimeZone = tenant.TimeZone.Id, Dates = [new DateRow { From = new TimeOnly(9, 0), Until = new TimeOnly(16, 0) }] };
                return new Response(title, empty, choices, trainers.Count == MostChoices, true);
            }

            var session = await db.EventSessions.AsNoTracking().Include(s => s.Dates).FirstOrDefaultAsync(s => s.Id == sessionId && s.EventId == query.EventId, ct);
            if (session is null) return Error.NotFound();
            if (session.TrainerId is { } trainer && choices.TrueForAll(c => c.Id != trainer) && (await people.CardsAsync([trainer], ct)).TryGetValue(trainer, out var card))
                choices.Insert(0, new Choice(card.Id, card.Name));
            var zone = TimeZoneInfo.TryFindSystemTimeZoneById(session.TimeZone, out var found) ? found : tenant.TimeZone;
            var form = new Command
            {
                EventId = session.EventId,
                SessionId = session.Id,
                Version = session.Version,
                Dates = [.. session.Dates.Select(d => (Start: TimeZoneInfo.ConvertTime(d.StartsAt, zone), End: TimeZoneInfo.ConvertTime(d.EndsAt, zone)))
                    .Select(d => new DateRow { Day = DateOnly.FromDateTime(d.Start.DateTime), From = TimeOnly.FromDateTime(d.Start.DateTime), Until = TimeOnly.FromDateTime(d.End.DateTime) })],
                TimeZone = zone.Id,
                Place = session.Place,
                Link = session.Link,
                Trainer = session.TrainerId?.ToString(),
                Seats = session.Seats,
                RegisterUntil = session.DeadlineAt == session.StartsAt ? null : DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(session.DeadlineAt.AddTicks(-1), zone).DateTime),
            };
            return new Response(title, form, choices, trainers.Count == MostChoices, session.CancelledAt is null && session.StartsAt > time.GetUtcNow());
        }
    }

    internal sealed class CommandHandler(PathsDb db, IPeople people, IEvents events, TimeProvider time, IStringLocalizer<WriteSessionPage> texts) : IWriteHandler<Command, Written>
    {
        public async ValueTask<Result<Written>> Handle(Command command, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var title = await db.TrainingEvents.Where(e => e.Id == command.EventId).Select(e => e.Title).FirstOrDefaultAsync(ct);
            if (title is null) return Error.NotFound();
            Guid? trainer = Guid.TryParse(command.Trainer, out var id) ? id : null;
            if (trainer is { } chosen && !(await people.CardsAsync([chosen], ct)).ContainsKey(chosen)) return Error.NotFound();
            var details = Details(command, trainer);
            if (details.Dates[0].StartsAt <= now)
                return Error.Invalid("invalid", texts["DateToCome"], new Dictionary<string, string[]> { [nameof(Command.Dates)] = [texts["DateToCome"]] });
            if (command.SessionId is not { } sessionId)
            {
                var planned = EventSession.Plan(Guid.CreateVersion7(), command.EventId, details, now);
                db.Add(planned);
                return new Written(planned.Id);
            }

            var session = await db.LockSessionAsync(sessionId, ct);
            if (session is null || session.EventId != command.EventId) return Error.NotFound();
            if (session.Version != command.Version) return PathsErrors.ChangedMeanwhile;
            var changed = session.Change(details, now);
            if (changed.Error is { } error) return error;
            if (changed.Value.IsNews) events.TellChanged(session, title);
            events.TellMovedUp(session, changed.Value.MovedUp, title);
            return new Written(session.Id);
        }

        private static SessionDetails Details(Command command, Guid? trainer)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(command.TimeZone);
            return new SessionDetails(
                [.. command.Filled().Select(d => (Instant(d.Day!.Value, d.From!.Value), Instant(d.Day!.Value, d.Until!.Value)))],
                zone.Id, (command.Place ?? "").Trim(), (command.Link ?? "").Trim(), trainer, command.Seats,
                command.RegisterUntil is { } day ? TenantTime.EndOf(zone, day) : null);

            DateTimeOffset Instant(DateOnly day, TimeOnly clock)
            {
                var local = day.ToDateTime(clock);
                return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
            }
        }
    }
}
