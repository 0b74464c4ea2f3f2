using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.PullPeople;

/// <summary>Says from where the table of people is fetched, asks for it now, and shows what became of it.</summary>
internal static class SetPull
{
    /// <param name="Address">An http(s) address; empty for the folder that the server keeps for the organisation.</param>
    [Requires(HostPermissions.Import)]
    internal sealed record Command(string? Address, bool IsOn) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<PullPeoplePage> texts)
        {
            RuleFor(c => c.Address).MaximumLength(1000);
            // Not with a user and a password in it: everybody who may import reads it.
            RuleFor(c => c.Address).Must(a => Uri.TryCreate(a, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0)
                .When(c => !string.IsNullOrWhiteSpace(c.Address)).WithMessage(_ => texts["AddressWrong"]);
        }
    }

    internal sealed class Handler(PlatformDb db) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var source = command.Address?.Trim() ?? "";
            if (await db.Set<PeoplePull>().FirstOrDefaultAsync(cancellationToken) is { } pull) (pull.Source, pull.IsOn) = (source, command.IsOn);
            else db.Add(new PeoplePull { Source = source, IsOn = command.IsOn });
            return Done.Value;
        }
    }

    [Requires(HostPermissions.Import)]
    internal sealed record Now : IWrite<Done>;

    internal sealed class NowHandler(PlatformDb db, TimeProvider time, IStringLocalizer<PullPeoplePage> texts) : IWriteHandler<Now, Done>
    {
        public async ValueTask<Result<Done>> Handle(Now command, CancellationToken cancellationToken)
        {
            if (!await db.Set<PeoplePull>().AnyAsync(cancellationToken)) return Error.Conflict("pull-not-set", texts["NotSet"]);
            if (await db.Set<PullRun>().AnyAsync(r => r.Outcome == PullOutcome.Asked, cancellationToken)) return Done.Value;
            db.Add(new PullRun { At = time.GetUtcNow(), Outcome = PullOutcome.Asked });
            return Done.Value;
        }
    }

    [Requires(HostPermissions.Import)]
    internal sealed record Query(int? Page = null) : IRead<Response>;

    /// <param name="Folder">Where files are laid for the organisation.</param>
    /// <param name="IsSet">Whether anything was said yet.</param>
    /// <param name="Stopped">The newest run, where too many would leave and its table is still kept to be looked at.</param>
    internal sealed record Response(string Address, bool IsOn, bool IsSet, string Folder, bool HasMapping, Paged<PullRun> Runs, PullRun? Stopped);

    internal sealed class QueryHandler(PlatformDb db, PullSource source, IKeptUploads uploads, ActingContext acting) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var pull = await db.Set<PeoplePull>().AsNoTracking().FirstOrDefaultAsync(cancellationToken);
            var runs = await db.Set<PullRun>().AsNoTracking().OrderByDescending(r => r.At).ThenByDescending(r => r.Id).ToPageAsync(query.Page ?? 1, 25, cancellationToken);
            var newest = await db.Set<PullRun>().AsNoTracking().OrderByDescending(r => r.At).ThenByDescending(r => r.Id).FirstOrDefaultAsync(cancellationToken);
            var stopped = newest is { Outcome: PullOutcome.ManyWouldLeave } && uploads.Open(ImportTable.ImportTable.Kind, newest.Id) is not null ? newest : null;
            return new Response(pull?.Source ?? "", pull?.IsOn ?? false, pull is not null, source.FolderOf(acting.Tenant.Id), await db.Set<ImportTable.SavedMapping>().AnyAsync(cancellationToken), runs, stopped);
        }
    }
}
