using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;

namespace CompetencyModular.Probe.Features.OpenFile;

internal static class OpenFile
{
    [Requires(ProbePermissions.Write)]
    internal sealed record Query(string Hash, bool? Inline) : IRead<FileAnswer>;

    internal sealed class Handler : IReadHandler<Query, FileAnswer>
    {
        public ValueTask<Result<FileAnswer>> Handle(Query query, CancellationToken cancellationToken) =>
            new(new FileAnswer(new StoredFile("probe", query.Hash, "Grüße.txt", "text/plain; charset=utf-8", 0), query.Inline ?? false));
    }

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.File<Query>("files/{hash}");
    }
}
