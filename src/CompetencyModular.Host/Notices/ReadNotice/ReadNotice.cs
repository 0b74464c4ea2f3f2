using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Notices.ReadNotice;

/// <summary>Marks something that the actor was told as read, and says where it leads.</summary>
internal static class ReadNotice
{
    [Requires(PlatformPermissions.UseTheProduct)]
    internal sealed record Command(Guid NoticeId) : IWrite<Response>;

    /// <param name="Link">The page it leads to, without a leading slash.</param>
    internal sealed record Response(string Link);

    internal sealed class Handler(PlatformDb db, ICurrentUser user, UnreadChanges unread, NoticeWords words) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var notice = await db.Set<Notice>().SingleOrDefaultAsync(n => n.Id == command.NoticeId && n.PersonId == user.PersonId && words.Modules.Contains(n.Module), cancellationToken);
            if (notice is null) return Error.NotFound();
            notice.IsRead = true;
            unread.Add(notice.PersonId);
            return new Response(notice.Link);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Response>("notices/{noticeId:guid}/read", "Marks a notice as read.").WithTags("Platform");
    }
}

/// <summary>Marks everything that the actor was told as read.</summary>
internal static class ReadAllNotices
{
    [Requires(PlatformPermissions.UseTheProduct)]
    internal sealed record Command : IWrite<Response>;

    /// <param name="Count">How many were new.</param>
    internal sealed record Response(int Count);

    internal sealed class Handler(PlatformDb db, ICurrentUser user, UnreadChanges unread, NoticeWords words) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (user.PersonId is not { } me) return Error.NotFound();
            unread.Add(me);
            return new Response(await db.Set<Notice>().Where(n => n.PersonId == me && !n.IsRead && words.Modules.Contains(n.Module))
                .ExecuteUpdateAsync(set => set.SetProperty(n => n.IsRead, true), cancellationToken));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Response>("notices/read", "Marks everything that the signed-in person was told as read.").WithTags("Platform");
    }
}
