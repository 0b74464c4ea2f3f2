using CompetencyModular.Probe;
using CompetencyModular.Probe.Features.ReadExtra;
using CompetencyModular.Probe.Features.ReadNotes;
using CompetencyModular.Probe.Features.RenameNote;
using CompetencyModular.Probe.Features.TryAgain;
using CompetencyModular.Probe.Features.WriteNote;
using CompetencyModular.Probe.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Messaging;

public sealed class PipelineTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    private static readonly Actor Learner = Actor.With(RoleNames.Learner);

    [Theory, EveryDatabase]
    public async Task A_write_commits_its_row_its_event_and_its_audit_row(Database database)
    {
        var host = await hosts.OnAsync(database);
        var title = Unique();

        var result = await host.SendAsync(Write(title), Learner);

        result.IsSuccess.ShouldBeTrue();
        (await IsStored(host, title)).ShouldBeTrue();
        (await host.EventsAsync<NoteWritten>()).ShouldContain(e => e.Title == title);
        (await AuditedBy(host, Learner.PersonId)).ShouldContain("Probe.WriteNote.Command");
    }

    [Theory]
    [EveryDatabase("refuse")]
    [EveryDatabase("throw")]
    public async Task A_write_that_ends_badly_leaves_no_row_no_event_and_no_audit_row(Database database, string end)
    {
        var host = await hosts.OnAsync(database);
        var (title, actor) = (Unique(), Actor.With(RoleNames.Learner));

        var result = await Record.ExceptionAsync(async () => (await host.SendAsync(Write(title, end), actor)).Error!.Code.ShouldBe("probe.refused"));

        (result is null).ShouldBe(end == "refuse");
        (await IsStored(host, title)).ShouldBeFalse();
        (await host.EventsAsync<NoteWritten>()).ShouldNotContain(e => e.Title == title);
        (await AuditedBy(host, actor.PersonId)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task A_feature_that_is_off_is_not_found_even_for_those_who_lack_the_permission(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(ProbeModule).Assembly);
        await host.SetFeatureAsync(ProbeFeatures.Extra, isOn: false);

        (await host.SendAsync(new ReadExtra.Query(), Learner)).Error!.Code.ShouldBe("feature-off");
        (await host.SendAsync(new ReadExtra.Query(), Actor.With(RoleNames.Guest))).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new ReadNotes.Query(), Learner)).IsSuccess.ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task Who_lacks_the_permission_is_refused_before_the_message_is_validated(Database database)
    {
        var host = await hosts.OnAsync(database);

        (await host.SendAsync(Write(""), Actor.With(RoleNames.Guest))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(Write(""), Actor.Nobody)).Error!.Kind.ShouldBe(ErrorKind.Unauthenticated);
    }

    [Theory, EveryDatabase]
    public async Task An_invalid_message_comes_back_with_what_is_wrong_by_field_and_does_not_reach_its_handler(Database database)
    {
        var host = await hosts.OnAsync(database);

        var error = (await host.SendAsync(Write(""), Learner)).Error!;

        error.Kind.ShouldBe(ErrorKind.Invalid);
        error.Fields!.Keys.ShouldBe(["Input.Title"]);
        (await IsStored(host, "")).ShouldBeFalse();
    }

    [Theory, EveryDatabase]
    public async Task What_exists_already_is_a_conflict(Database database)
    {
        var host = await hosts.OnAsync(database);
        var title = Unique();
        await host.SendAsync(Write(title), Learner);

        var error = (await host.SendAsync(Write(title), Learner)).Error!;

        (error.Kind, error.Code).ShouldBe((ErrorKind.Conflict, "already-exists"));
    }

    [Theory, EveryDatabase]
    public async Task Who_saves_second_is_told_and_overwrites_nothing(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (before, after) = (Unique(), Unique());
        var id = (await host.SendAsync(Write(before), Learner)).Value.Id;

        var error = (await host.SendAsync(new RenameNote.Command(id, after, SomebodyWasFirst: true), Learner)).Error!;

        (error.Kind, error.Code).ShouldBe((ErrorKind.Conflict, "changed-meanwhile"));
        (await IsStored(host, after)).ShouldBeFalse();
    }

    [Theory, EveryDatabase]
    public async Task After_a_serialization_failure_the_handler_runs_again_and_its_effect_is_there_once(Database database)
    {
        var host = await hosts.OnAsync(database);
        var title = Unique();
        var faults = host.Services.GetRequiredService<Faults>();
        faults.Expect(title, times: 2);

        var result = await host.SendAsync(new TryAgain.Command(title), Learner);

        result.IsSuccess.ShouldBeTrue();
        faults.Tries[title].ShouldBe(3);
        (await host.UseAsync<ProbeDb, int>(db => db.Notes.CountAsync(n => n.Title == title))).ShouldBe(1);
    }

    private static string Unique() => Guid.NewGuid().ToString("N");

    private static WriteNote.Command Write(string title, string? end = null) => new(new WriteNote.Input(title), end);

    private static Task<bool> IsStored(TestHost host, string title) => host.UseAsync<ProbeDb, bool>(db => db.Notes.AnyAsync(n => n.Title == title));

    private static Task<List<string>> AuditedBy(TestHost host, Guid personId) => host.UseAsync<Host.Persistence.PlatformDb, List<string>>(
        db => db.Set<Host.Audit.AuditEntry>().Where(a => a.ActorId == personId).Select(a => a.Action).ToListAsync());
}
