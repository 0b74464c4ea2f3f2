using CompetencyModular.Media.Content;
using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.SetUpLibrary;

/// <summary>How the library is kept: when the trash is emptied, and how the server fares with what it makes of files.</summary>
internal static class SetUpLibrary
{
    [Requires(MediaPermissions.SetUp)]
    internal sealed record Query : IRead<Response>;

    /// <param name="HasTools">Whether the server has ffmpeg.</param>
    /// <param name="Waiting">How many files are still to be looked at or made ready for browsers.</param>
    /// <param name="Impossible">Of how many no preview or no version for browsers could be made.</param>
    /// <param name="Bytes">Of all that was uploaded.</param>
    /// <param name="MadeBytes">Of all that was made of it.</param>
    /// <param name="Trashed">How many media lie in the trash.</param>
    internal sealed record Response(int Version, int TrashDays, bool HasTools, int Waiting, int Impossible, long Bytes, long MadeBytes, int Trashed);

    /// <param name="TrashDays">0 for never.</param>
    [Requires(MediaPermissions.SetUp)]
    internal sealed record Command(int Version, int TrashDays) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.TrashDays).InclusiveBetween(0, MediaSetting.MostTrashDays);
    }

    internal sealed class QueryHandler(MediaDb db, Ffmpeg ffmpeg) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            Making[] waits = [Making.Waiting, Making.NoTool];
            return new Response(
                await db.Settings.Select(s => (int?)s.Version).FirstOrDefaultAsync(ct) ?? 0, await db.TrashDaysAsync(ct), ffmpeg.IsThere,
                await db.Files.CountAsync(f => waits.Contains(f.Look) || waits.Contains(f.Rendition), ct),
                await db.Files.CountAsync(f => f.Look == Making.Impossible || f.Rendition == Making.Impossible, ct),
                await db.Files.SumAsync(f => f.Length, ct), await db.Files.SumAsync(f => f.PreviewLength + f.RenditionLength, ct),
                await db.Media.CountAsync(m => m.TrashedAt != null, ct));
        }
    }

    internal sealed class CommandHandler(MediaDb db) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var setting = await db.Settings.FirstOrDefaultAsync(ct);
            if (command.Version != (setting?.Version ?? 0)) return MediaErrors.ChangedMeanwhile;
            if (setting is null) db.Add(setting = new MediaSetting());
            setting.EmptyTrashAfter(command.TrashDays);
            return Done.Value;
        }
    }
}
