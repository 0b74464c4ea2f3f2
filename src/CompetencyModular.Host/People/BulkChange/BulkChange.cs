using System.Security.Cryptography;
using System.Text;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.People.BrowsePeople;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.BulkChange;

/// <summary>
/// Does one thing to several people: another unit, another manager, a last day; today or on a day to come. A look says of each what becomes of them, and what is
/// applied is what was looked at: had anything changed meanwhile, nothing is done.
/// </summary>
internal static class BulkChange
{
    /// <summary>The most people at once.</summary>
    public const int Most = 10_000;

    internal enum Act
    {
        Unit,
        Manager,
        Leave,
    }

    /// <param name="Who">These people; where there are none, all whom the filter finds.</param>
    /// <param name="On">From when it holds, and of <see cref="Act.Leave"/> the last day; today without one.</param>
    /// <param name="Manager">Personnel number or e-mail address.</param>
    internal sealed record Wish(IReadOnlyList<Guid> Who, BrowsePeople.BrowsePeople.Query Filter, Act Act, Guid? UnitId, string? Manager, DateOnly? On);

    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Look(Wish Wish) : IRead<Plan>;

    /// <param name="Seal">The seal of the plan that was looked at.</param>
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Command(Wish Wish, string? Seal) : IWrite<int>;

    /// <param name="Items">Of whom something changes; the first 500 stand for all.</param>
    /// <param name="LeftOut">Who is left out, and why; the first 500.</param>
    /// <param name="On">The day to come on which it happens; null for at once.</param>
    internal sealed record Plan(IReadOnlyList<Item> Items, int Count, IReadOnlyList<Item> LeftOut, int LeftOutCount, DateOnly? On, string Seal);

    /// <param name="After">What becomes of it, or why they are left out.</param>
    internal sealed record Item(Guid Id, string Name, string Before, string After);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ITenant tenant, TimeProvider time, IStringLocalizer<BulkChangePage> texts) => RuleFor(c => c.Wish).SetValidator(new WishValidator(tenant, time, texts)).OverridePropertyName("");
    }

    internal sealed class LookValidator : AbstractValidator<Look>
    {
        public LookValidator(ITenant tenant, TimeProvider time, IStringLocalizer<BulkChangePage> texts) => RuleFor(c => c.Wish).SetValidator(new WishValidator(tenant, time, texts)).OverridePropertyName("");
    }

    private sealed class WishValidator : AbstractValidator<Wish>
    {
        public WishValidator(ITenant tenant, TimeProvider time, IStringLocalizer<BulkChangePage> texts)
        {
            RuleFor(w => w.Act).IsInEnum();
            RuleFor(w => w.UnitId).NotNull().When(w => w.Act is Act.Unit).WithMessage(_ => texts["UnitMissing"]);
            RuleFor(w => w.Manager).NotEmpty().When(w => w.Act is Act.Manager).WithMessage(_ => texts["ManagerMissing"]);
            RuleFor(w => w.On).NotNull().When(w => w.Act is Act.Leave).WithMessage(_ => texts["DayMissing"]);
            RuleFor(w => w.On).Must(day => day >= tenant.DateAt(time.GetUtcNow())).When(w => w.On is not null).WithMessage(_ => texts["DayOver"]);
        }
    }

    internal sealed class LookHandler(Changes changes) : IReadHandler<Look, Plan>
    {
        public async ValueTask<Result<Plan>> Handle(Look look, CancellationToken cancellationToken)
        {
            var drawn = await changes.DrawAsync(look.Wish, cancellationToken);
            return drawn.Error is { } error ? error : drawn.Value.Plan;
        }
    }

    internal sealed class Handler(Changes changes, PlatformDb db, ActingContext acting, PersonChanges told, IStringLocalizer<BulkChangePage> texts) : IWriteHandler<Command, int>
    {
        public async ValueTask<Result<int>> Handle(Command command, CancellationToken cancellationToken)
        {
            var drawn = await changes.DrawAsync(command.Wish, cancellationToken);
            if (drawn.Error is { } error) return error;
            var (plan, people, manager) = drawn.Value;
            if (plan.Seal != command.Seal) return Error.Conflict("bulk-changed-meanwhile", texts["ChangedMeanwhile"]);
            foreach (var person in people)
            {
                if (command.Wish.Act is Act.Leave) person.Employ(person.HiredOn, command.Wish.On, true, DateOnly.MinValue);
                else if (plan.On is { } day) db.Add(new FutureMove { PersonId = person.Id, On = day, UnitId = command.Wish.Act is Act.Unit ? command.Wish.UnitId : null, ManagerId = manager, PlannedById = acting.PersonId });
                else if (command.Wish.Act is Act.Unit) person.UnitId = command.Wish.UnitId;
                else person.ManagerId = manager;
            }

            await told.TellAsync(cancellationToken);
            return people.Count;
        }
    }

    /// <summary>Draws up what would become of whom.</summary>
    internal sealed class Changes(PlatformDb db, PeopleAccess access, Authority authority, ActingContext acting, IPeople directory, ITenant tenant, TimeProvider time, IStringLocalizer<BulkChangePage> texts)
    {
        public async Task<Result<(Plan Plan, IReadOnlyList<Person> People, Guid? Manager)>> DrawAsync(Wish wish, CancellationToken cancellationToken)
        {
            var people = await ChosenAsync(wish, cancellationToken);
            if (people.Count == 0) return Error.Conflict("bulk-nobody", texts["Nobody"]);
            if (people.Count > Most) return Error.Conflict("bulk-too-many", texts["TooMany", Most]);

            var units = await db.Set<OrganisationUnit>().AsNoTracking().ToDictionaryAsync(u => u.Id, cancellationToken);
            if (wish.Act is Act.Unit && units.GetValueOrDefault(wish.UnitId!.Value) is not { IsClosed: false }) return Wrong(nameof(wish.UnitId), "UnitGone");
            PersonCard? manager = null;
            HashSet<Guid> above = [];
            if (wish.Act is Act.Manager)
            {
                var found = await db.Set<Person>().Called(wish.Manager!).Select(p => p.Id).Take(2).ToListAsync(cancellationToken);
                if (found is not [var only]) return Wrong(nameof(wish.Manager), found.Count == 0 ? "ManagerUnknown" : "ManagerAmbiguous");
                above = [only, .. (await directory.ManagersAboveAsync(only, cancellationToken)).Select(m => m.Id)];
                manager = (await directory.CardsAsync([only], cancellationToken))[only];
            }

            var mustStay = wish.Act is Act.Leave ? await authority.MustStayAsync([.. people.Select(p => p.Id)], cancellationToken) : new HashSet<Guid>();
            var managers = await ManagersOfAsync(wish.Act, people, cancellationToken);
            var day = wish.Act is not Act.Leave && wish.On > tenant.DateAt(time.GetUtcNow()) ? wish.On : null;
            var (items, leftOut, changed) = (new List<Item>(), new List<Item>(), new List<Person>());
            foreach (var person in people)
            {
                var (before, after, reason) = wish.Act switch
                {
                    Act.Unit => (person.UnitId is { } unit ? units[unit].Name : "", units[wish.UnitId!.Value].Name, person.UnitId == wish.UnitId ? "Already" : null),
                    Act.Manager => (person.ManagerId is { } boss ? managers.GetValueOrDefault(boss, "") : "", manager!.Name, above.Contains(person.Id) ? "AboveThem" : person.ManagerId == manager.Id ? "Already" : null),
                    _ => (person.LeavesOn?.ToString("d") ?? "", wish.On!.Value.ToString("d"), person.Id == acting.PersonId ? "Yourself" : mustStay.Contains(person.Id) ? "LastAdministrator" : person.HiredOn > wish.On ? "NotYetHere" : person.LeavesOn == wish.On ? "Already" : null),
                };
                if (reason is not null) leftOut.Add(new Item(person.Id, person.Name, before, texts[reason]));
                else
                {
                    items.Add(new Item(person.Id, person.Name, before, after));
                    changed.Add(person);
                }
            }

            var key = wish.Act is Act.Unit ? wish.UnitId : manager?.Id;
            var seal = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', changed.Select(p => $"{p.Id} {p.Version} {wish.Act} {key} {wish.On:O} {day:O}")))));
            return (new Plan([.. items.Take(500)], items.Count, [.. leftOut.Take(500)], leftOut.Count, day, seal), changed, manager?.Id);
        }

        private async Task<List<Person>> ChosenAsync(Wish wish, CancellationToken cancellationToken)
        {
            var visible = access.Visible();
            var chosen = wish.Who.Count > 0
                ? visible.Where(p => wish.Who.Contains(p.Id) && p.IsActive)
                : visible.Filtered(wish.Filter with { Left = null }, await access.ReachAsync(wish.Filter, cancellationToken), db);
            return await chosen.AsTracking().OrderBy(p => p.SortName).ThenBy(p => p.Id).Take(Most + 1).ToListAsync(cancellationToken);
        }

        private async Task<Dictionary<Guid, string>> ManagersOfAsync(Act act, List<Person> people, CancellationToken cancellationToken)
        {
            if (act is not Act.Manager) return [];
            var ids = people.Where(p => p.ManagerId is not null).Select(p => p.ManagerId!.Value).Distinct().ToList();
            return await db.Set<Person>().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.GivenName + " " + p.FamilyName, cancellationToken);
        }

        private Error Wrong(string field, string text) => Error.Invalid("bulk-invalid", texts[text], new Dictionary<string, string[]> { [field] = [texts[text]] });
    }
}
