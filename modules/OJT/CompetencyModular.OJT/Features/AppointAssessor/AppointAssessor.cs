using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.AppointAssessor;

/// <summary>HR appoints somebody as an assessor of a programme, with a reason and an end, where nobody holds the level yet (O4).</summary>
internal static class AppointAssessor
{
    private const int MostChoices = 200;

    /// <param name="Past">Those that are over, instead of those in force.</param>
    [Requires(OjtPermissions.Appoint)]
    internal sealed record Query(string? Person = null, bool Past = false, int? Page = null) : IRead<Response>;

    internal sealed record Response(Paged<Row> Appointments, IReadOnlyList<Choice> People, IReadOnlyList<Choice> Programmes);

    internal sealed record Choice(Guid Id, string Name);

    internal sealed record Row(Guid Id, string Person, string Programme, string Reason, DateOnly Until, string AppointedBy, DateTimeOffset? EndedAt);

    [Requires(OjtPermissions.Appoint)]
    internal sealed record Command : IWrite<Done>
    {
        public Guid? PersonId { get; set; }

        public Guid? ProgrammeId { get; set; }

        public string? Reason { get; set; }

        public DateOnly? Until { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.PersonId).NotNull();
            RuleFor(c => c.ProgrammeId).NotNull();
            RuleFor(c => c.Reason).NotEmpty().MaximumLength(1000);
            RuleFor(c => c.Until).NotNull();
        }
    }

    internal sealed class QueryHandler(OjtDb db, IPeople people, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var today = tenant.DateAt(time.GetUtcNow());
            var asked = query.Past ? db.Appointments.Where(a => a.EndedAt != null || a.Until < today) : db.Appointments.InForce(today);
            var page = await asked.AsNoTracking().OrderByDescending(a => a.Until).ThenBy(a => a.Id)
                .Join(db.Programmes, a => a.ProgrammeId, p => p.Id, (a, p) => new { Appointment = a, p.Title })
                .OrderByDescending(x => x.Appointment.Until).ThenBy(x => x.Appointment.Id).ToPageAsync(query.Page ?? 1, 25, ct);
            var names = await people.CardsAsync([.. page.Items.SelectMany(x => new[] { x.Appointment.PersonId, x.Appointment.AppointedById }).Distinct()], ct);
            var choices = await people.FindAsync(query.Person, MostChoices, ct);
            var programmes = await db.Programmes.Where(p => p.State == ProgrammeState.Published).OrderBy(p => p.SearchText).ThenBy(p => p.Id).Select(p => new Choice(p.Id, p.Title)).ToListAsync(ct);
            return new Response(
                new Paged<Row>(
                    [.. page.Items.Select(x => new Row(
                        x.Appointment.Id, names.GetValueOrDefault(x.Appointment.PersonId)?.Name ?? "", x.Title, x.Appointment.Reason, x.Appointment.Until,
                        names.GetValueOrDefault(x.Appointment.AppointedById)?.Name ?? "", x.Appointment.EndedAt))],
                    page.Total, page.Page, page.PageSize),
                [.. choices.Select(p => new Choice(p.Id, p.JobTitle.Length > 0 ? $"{p.Name} ({p.JobTitle})" : p.Name))], programmes);
        }
    }

    internal sealed class CommandHandler(OjtDb db, IPeople people, IEvents events, ICurrentUser user, ITenant tenant, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var (person, programme, now) = (command.PersonId!.Value, command.ProgrammeId!.Value, time.GetUtcNow());
            if (!(await people.CardsAsync([person], ct)).TryGetValue(person, out var card) || !card.IsActive) return Error.NotFound();
            if (await db.Programmes.Where(p => p.Id == programme && p.State == ProgrammeState.Published).Select(p => p.Title).FirstOrDefaultAsync(ct) is not { } title) return Error.NotFound();
            var appointed = Appointment.Of(person, programme, command.Reason!, command.Until!.Value, user.Me(), tenant.DateAt(now), now);
            if (appointed.Error is { } error) return error;
            db.Add(appointed.Value);
            events.Notify<OJTModule>(person, $"appointment/{programme}", new NewNotice(NoticeKind.News, "Notice.Appointed", "ojt/trainees", title, NewNotice.Day(command.Until.Value)));
            return Done.Value;
        }
    }
}
