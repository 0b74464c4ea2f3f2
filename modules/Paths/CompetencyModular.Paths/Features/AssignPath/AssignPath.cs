using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.AssignPath;

/// <summary>
/// Somebody gives a published path to people whose records they may open; whoever may assign widely also to units and job profiles. Who belongs to a
/// unit or holds a profile is asked when it matters, not copied.
/// </summary>
internal static class AssignPath
{
    private const int MostChoices = 100;

    [Requires(PathsPermissions.Assign)]
    internal sealed record Query(Guid PathId, string? Search = null, int? Page = null) : IRead<Response>;

    /// <param name="MayWidely">Whether units and job profiles may be chosen.</param>
    /// <param name="MorePeople">Whether there are more people than are listed, so that one needs a search.</param>
    internal sealed record Response(
        string PathTitle, bool IsOpen, bool MayWidely, IReadOnlyList<Choice> People, bool MorePeople, IReadOnlyList<Choice> Units, IReadOnlyList<Choice> Profiles, Paged<Row> Assignments);

    internal sealed record Choice(Guid Id, string Name);

    /// <param name="Name">Of the person, unit or profile.</param>
    /// <param name="MayEnd">Whether the actor may end it.</param>
    internal sealed record Row(Guid Id, AssigneeKind Kind, string Name, string By, DateTimeOffset At, DateOnly? DueOn, bool MayEnd);

    [Requires(PathsPermissions.Assign)]
    internal sealed record Command : IWrite<Done>
    {
        public Guid PathId { get; set; }

        public AssigneeKind Kind { get; set; }

        public Guid TargetId { get; set; }

        public DateOnly? DueOn { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Kind).IsInEnum();
            RuleFor(c => c.TargetId).NotEmpty();
        }
    }

    internal sealed class QueryHandler(PathsDb db, IPeopleAccess access, IPeople people, ICurrentUser user, Optional<IRequirementLookup> profiles) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var path = await db.Paths.Where(p => p.Id == query.PathId && p.Edition > 0).Select(p => new { p.Title, p.State }).FirstOrDefaultAsync(ct);
            if (path is null) return Error.NotFound();
            var widely = user.Has(PathsPermissions.AssignWidely);
            var visible = await access.FindAsync(query.Search, null, 1, MostChoices, ct);
            var units = await people.UnitsAsync(ct);
            var lookup = profiles.Value;
            var offered = widely && lookup is not null ? await lookup.FindAsync(null, 200, ct) : [];

            var current = db.Assignments.AsNoTracking().Current().Where(a => a.PathId == query.PathId);
            // Who was given it by name is shown to those who may open that person's record.
            if (await access.ScopeAsync(null, ct) is { } scope) current = current.Where(a => a.Kind != AssigneeKind.Person || scope.Contains(a.TargetId));
            var rows = await current.OrderByDescending(a => a.AssignedAt).ThenBy(a => a.Id).ToPageAsync(query.Page ?? 1, 25, ct);
            var cards = await people.CardsAsync([.. rows.Items.Select(a => a.AssignedById).Concat(rows.Items.Where(a => a.Kind is AssigneeKind.Person).Select(a => a.TargetId)).Distinct()], ct);
            var named = lookup is null ? new Dictionary<Guid, string>() : await lookup.NamesAsync([.. rows.Items.Where(a => a.Kind is AssigneeKind.Profile).Select(a => a.TargetId).Distinct()], ct);
            return new Response(
                path.Title, path.State is PathState.Published, widely,
                [.. visible.Items.Select(p => new Choice(p.Id, p.JobTitle.Length > 0 ? $"{p.Name} ({p.JobTitle})" : p.Name))], visible.Total > MostChoices,
                widely ? [.. units.Select(u => new Choice(u.Id, u.Name))] : [], [.. offered.Select(p => new Choice(p.ProfileId, p.Name))],
                new Paged<Row>([.. rows.Items.Select(a => new Row(a.Id, a.Kind, NameOf(a), cards.GetValueOrDefault(a.AssignedById)?.Name ?? "", a.AssignedAt, a.DueOn, a.Kind is AssigneeKind.Person || widely))], rows.Total, rows.Page, rows.PageSize));

            string NameOf(PathAssignment a) => a.Kind switch
            {
                AssigneeKind.Person => cards.GetValueOrDefault(a.TargetId)?.Name,
                AssigneeKind.Unit => units.FirstOrDefault(u => u.Id == a.TargetId)?.Name,
                _ => named.GetValueOrDefault(a.TargetId),
            } ?? "";
        }
    }

    internal sealed class CommandHandler(
        PathsDb db, IPeopleAccess access, IPeople people, ICurrentUser user, IEvents events, Optional<IRequirementLookup> profiles, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var path = await db.Paths.FirstOrDefaultAsync(p => p.Id == command.PathId && p.Edition > 0, ct);
            if (path is null || !await MayAsync(command, ct)) return Error.NotFound();
            if (await db.Assignments.Current().AnyAsync(a => a.PathId == path.Id && a.Kind == command.Kind && a.TargetId == command.TargetId, ct)) return LearningPathErrors.AssignedAlready;
            var assigned = PathAssignment.Of(path, command.Kind, command.TargetId, user.Me(), command.DueOn, time.GetUtcNow());
            if (assigned.Error is { } refused) return refused;
            db.Add(assigned.Value);
            if (command.Kind is AssigneeKind.Person && command.TargetId != user.Me())
            {
                var link = $"paths/learning-paths/{path.Id}";
                events.Notify<PathsModule>(command.TargetId, $"path/{path.Id}", command.DueOn is { } due
                    ? new NewNotice(NoticeKind.News, "Notice.PathAssignedDue", link, path.Title, NewNotice.Day(due))
                    : new NewNotice(NoticeKind.News, "Notice.PathAssigned", link, path.Title));
            }

            return Done.Value;
        }

        private async Task<bool> MayAsync(Command command, CancellationToken ct) => command.Kind switch
        {
            AssigneeKind.Person => await access.MaySeeAsync(command.TargetId, ct),
            _ when !user.Has(PathsPermissions.AssignWidely) => false,
            AssigneeKind.Unit => (await people.UnitsAsync(ct)).Any(u => u.Id == command.TargetId),
            _ => profiles.Value is { } lookup && (await lookup.NamesAsync([command.TargetId], ct)).Count == 1,
        };
    }
}
