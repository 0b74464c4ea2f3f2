using System.Security.Cryptography;
using System.Text;
using CompetencyModular.Host.Access.Roles;
using CompetencyModular.Host.Mail;
using CompetencyModular.Host.People;
using CompetencyModular.Host.People.BrowsePeople;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.Invitations.InvitePeople;

/// <summary>
/// Asks people to sign in for the first time: by mail, or by a letter with a code for those without an address of their own. Whoever can sign in already,
/// leaves soon or would have no name to sign in with is left out.
/// </summary>
internal static class InvitePeople
{
    /// <summary>The most people at once.</summary>
    public const int Most = 10_000;

    /// <summary>The most letters at once: they are made in one answer, and printed from it.</summary>
    public const int MostLetters = 500;

    /// <summary>Whose last day is within so many days gets no invitation any more.</summary>
    public const int LeavesSoon = 30;

    private const int Shown = 500;

    /// <param name="Who">These people; where there are none, all whom the filter finds.</param>
    /// <param name="Way">Letters for all, or mail to those who have an address.</param>
    /// <param name="Again">Also those who were invited and have still time.</param>
    internal sealed record Wish(IReadOnlyList<Guid> Who, BrowsePeople.Query Filter, InvitationWay Way, bool Again);

    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Look(Wish Wish) : IRead<Plan>;

    /// <param name="Open">Those among all who were invited already and have still time.</param>
    /// <param name="LeftOut">Who is left out, and why; the first 500.</param>
    /// <param name="SendsMail">Whether mail leaves from here.</param>
    /// <param name="Seal">Of what was looked at.</param>
    internal sealed record Plan(int ByMail, int ByLetter, int Open, IReadOnlyList<LeftOutPerson> LeftOut, int LeftOutCount, bool SendsMail, string Seal);

    internal sealed record LeftOutPerson(Guid Id, string Name, Reason Why, DateOnly? LeavesOn);

    internal enum Reason
    {
        HasAccess,
        IsInvited,
        LeavesSoon,
        NoName,
        RoleAbove,
    }

    /// <param name="Days">How long link and code are good for.</param>
    /// <param name="Culture">The language of mails and letters.</param>
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Command(Wish Wish, int Days, string? Culture, string? Seal) : IWrite<Response>;

    /// <param name="Letters">Their codes cannot be read again.</param>
    internal sealed record Response(int Mails, IReadOnlyList<LetterTo> Letters);

    internal sealed record LetterTo(string Name, string Unit, string? PersonnelNumber, string? Email, string Code, DateTimeOffset ExpiresAt);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Days).InclusiveBetween(1, 60);
            RuleFor(c => c.Culture).Must(c => c is "en" or "de");
        }
    }

    internal sealed class LookHandler(Draft draft, IMailer mailer) : IReadHandler<Look, Plan>
    {
        public async ValueTask<Result<Plan>> Handle(Look look, CancellationToken cancellationToken)
        {
            var drawn = await draft.DrawAsync(look.Wish, cancellationToken);
            if (drawn.Error is { } error) return error;
            var (wanted, leftOut, open) = drawn.Value;
            return new Plan(wanted.Count(w => w.Email is not null && w.Way is InvitationWay.Mail), wanted.Count(w => w.Way is InvitationWay.Letter), open, [.. leftOut.Take(Shown)], leftOut.Count, mailer.IsConfigured, SealOf(wanted));
        }
    }

    internal sealed class Handler(PlatformDb db, Draft draft, Accounts accounts, PasswordResets resets, ActingContext acting, ITenant tenant, TimeProvider time, IStringLocalizer<InvitePeoplePage> texts) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var drawn = await draft.DrawAsync(command.Wish, cancellationToken);
            if (drawn.Error is { } error) return error;
            var wanted = drawn.Value.Wanted;
            if (command.Seal != SealOf(wanted)) return Error.Conflict("invite-changed-meanwhile", texts["ChangedMeanwhile"]);
            if (wanted.Count == 0) return Error.Conflict("invite-nobody", texts["NobodyToInvite"]);
            if (wanted.Count(w => w.Way is InvitationWay.Letter) > MostLetters) return Error.Conflict("invite-letters", texts["TooManyLetters", MostLetters]);

            var ids = wanted.Select(w => w.Id).ToList();
            var had = await db.Set<Invitation>().Where(i => EF.Parameter(ids).Contains(i.PersonId)).ToDictionaryAsync(i => i.PersonId, cancellationToken);
            var known = await db.Set<Account>().Where(a => EF.Parameter(ids).Contains(a.PersonId)).ToDictionaryAsync(a => a.PersonId, cancellationToken);
            await db.Set<PasswordReset>().Where(r => db.Set<Invitation>().Any(i => i.Id == r.InvitationId && EF.Parameter(ids).Contains(i.PersonId))).ExecuteDeleteAsync(cancellationToken);
            var now = time.GetUtcNow();
            // To the end of the last day, as people read a date.
            var expires = tenant.EndOf(tenant.DateAt(now).AddDays(command.Days));
            var letters = new List<LetterTo>();
            foreach (var person in wanted)
            {
                if (!known.TryGetValue(person.Id, out var account)) account = accounts.AddWithoutPassword(person.Id, person.Email, RoleNames.Learner);
                else if (account.Email != person.Email) accounts.Rename(account, person.Email);
                if (!had.TryGetValue(person.Id, out var invitation)) db.Add(invitation = new Invitation { PersonId = person.Id });
                (invitation.Way, invitation.Culture, invitation.InvitedById, invitation.InvitedAt, invitation.ExpiresAt) = (person.Way, command.Culture!, acting.PersonId, now, expires);
                (invitation.IsDue, invitation.AcceptedAt, invitation.WithdrawnAt) = (person.Way is InvitationWay.Mail, null, null);
                invitation.Times++;
                if (person.Way is InvitationWay.Letter) letters.Add(new LetterTo(person.Name, person.Unit, person.PersonnelNumber, person.Email, resets.Issue(invitation, account.Id), expires));
            }

            return new Response(wanted.Count - letters.Count, letters);
        }
    }

    private static string SealOf(IEnumerable<Candidate> wanted) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', wanted.Select(w => $"{w.Id} {w.Way} {w.Email}")))));

    /// <param name="Email">The address with which they will sign in; null for none of their own.</param>
    internal sealed record Candidate(Guid Id, string Name, string Unit, string? PersonnelNumber, string? Email, InvitationWay Way);

    /// <summary>Draws up who is invited and how, and who is not.</summary>
    internal sealed class Draft(PlatformDb db, PeopleAccess access, Authority authority, IMailer mailer, ITenant tenant, TimeProvider time, IStringLocalizer<InvitePeoplePage> texts)
    {
        public async Task<Result<(IReadOnlyList<Candidate> Wanted, IReadOnlyList<LeftOutPerson> LeftOut, int Open)>> DrawAsync(Wish wish, CancellationToken cancellationToken)
        {
            var visible = access.Visible();
            var chosen = wish.Who.Count > 0
                ? visible.Where(p => wish.Who.Contains(p.Id) && p.IsActive && p.MergedIntoId == null)
                : visible.Filtered(wish.Filter with { Left = null }, await access.ReachAsync(wish.Filter, cancellationToken), db);
            var people = await (
                from person in chosen.OrderBy(p => p.SortName).ThenBy(p => p.Id)
                join account in db.Set<Account>() on person.Id equals account.PersonId into accounts
                from account in accounts.DefaultIfEmpty()
                join invitation in db.Set<Invitation>() on person.Id equals invitation.PersonId into invitations
                from invitation in invitations.DefaultIfEmpty()
                select new
                {
                    person.Id, person.GivenName, person.FamilyName, person.Email, person.PersonnelNumber, person.UnitId, person.LeavesOn,
                    Unit = db.Set<OrganisationUnit>().Where(u => u.Id == person.UnitId).Select(u => u.Name).FirstOrDefault() ?? "",
                    HasAccount = account != null, IsPending = invitation != null && invitation.AcceptedAt == null && invitation.WithdrawnAt == null,
                    ExpiresAt = invitation == null ? (DateTimeOffset?)null : invitation.ExpiresAt,
                }).Take(Most + 1).ToListAsync(cancellationToken);
            if (people.Count == 0) return Error.Conflict("invite-nobody", texts["Nobody"]);
            if (people.Count > Most) return Error.Conflict("invite-too-many", texts["TooMany", Most]);

            var (now, soon) = (time.GetUtcNow(), tenant.DateAt(time.GetUtcNow()).AddDays(LeavesSoon));
            var emails = people.Where(p => EmailAddress.IsValid(p.Email)).Select(p => p.Email.Trim().ToUpperInvariant()).ToList();
            // An address that several share, or that opens another account, is nobody's own.
            var shared = emails.CountBy(e => e).Where(e => e.Value > 1).Select(e => e.Key).ToHashSet();
            var takenBy = await db.Set<Account>().Where(a => EF.Parameter(emails).Contains(a.NormalizedEmail!)).Select(a => new { a.NormalizedEmail, a.PersonId }).ToDictionaryAsync(a => a.NormalizedEmail!, a => a.PersonId, cancellationToken);
            var (unitsAbove, peopleAbove) = (await UnitsAboveAsync(cancellationToken), await PeopleAboveAsync(cancellationToken));
            var (wanted, leftOut, open) = (new List<Candidate>(), new List<LeftOutPerson>(), 0);
            foreach (var p in people)
            {
                var key = p.Email.Trim().ToUpperInvariant();
                var email = EmailAddress.IsValid(p.Email) && !shared.Contains(key) && (!takenBy.TryGetValue(key, out var owner) || owner == p.Id) ? p.Email.Trim() : null;
                var isOpen = p.IsPending && p.HasAccount && p.ExpiresAt > now;
                if (isOpen) open++;
                Reason? why = p.HasAccount && !p.IsPending ? Reason.HasAccess
                    : p.LeavesOn <= soon ? Reason.LeavesSoon
                    : email is null && p.PersonnelNumber is null ? Reason.NoName
                    : peopleAbove.Contains(p.Id) || (p.UnitId is { } unit && unitsAbove.Contains(unit)) ? Reason.RoleAbove
                    : isOpen && !wish.Again ? Reason.IsInvited : null;
                var name = $"{p.GivenName} {p.FamilyName}".Trim();
                if (why is { } reason) leftOut.Add(new LeftOutPerson(p.Id, name, reason, p.LeavesOn));
                else wanted.Add(new Candidate(p.Id, name, p.Unit, p.PersonnelNumber, email, wish.Way is InvitationWay.Mail && email is not null && mailer.IsConfigured ? InvitationWay.Mail : InvitationWay.Letter));
            }

            return (wanted, leftOut, open);
        }

        /// <summary>Units whose people hold a role that the actor could not give: a letter would hand it to whoever makes the letter.</summary>
        private async Task<HashSet<Guid>> UnitsAboveAsync(CancellationToken cancellationToken)
        {
            var roles = await db.Set<UnitRole>().AsNoTracking().ToListAsync(cancellationToken);
            var units = new List<Guid>();
            foreach (var role in roles.GroupBy(r => r.Role, r => r.UnitId))
                if (!await authority.MayGiveAsync(role.Key, cancellationToken)) units.AddRange(role);
            return units.Count == 0 ? [] : [.. await access.WithBelowAsync(units, cancellationToken)];
        }

        /// <summary>Those who were invited and were given such a role before they came in.</summary>
        private async Task<HashSet<Guid>> PeopleAboveAsync(CancellationToken cancellationToken)
        {
            var given = await (from invitation in db.Set<Invitation>()
                               join account in db.Set<Account>() on invitation.PersonId equals account.PersonId
                               join grant in db.Set<RoleGrant>() on account.Id equals grant.AccountId
                               where invitation.AcceptedAt == null && invitation.WithdrawnAt == null && grant.Role != RoleNames.Learner
                               select new { account.PersonId, grant.Role }).ToListAsync(cancellationToken);
            var people = new HashSet<Guid>();
            foreach (var role in given.GroupBy(g => g.Role, g => g.PersonId))
                if (!await authority.MayGiveAsync(role.Key, cancellationToken)) people.UnionWith(role);
            return people;
        }
    }
}
