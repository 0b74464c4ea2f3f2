using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using CompetencyModular.Host;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Notices.ListNotices;
using CompetencyModular.Host.Operations;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.People;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Host.Work;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CompetencyModular.Sdk.Testing;

/// <summary>
/// The real host, in the test's process, with the given modules, a tenant of its own and a clock that stands still. Nothing runs in the background:
/// events are delivered when the test says so.
/// </summary>
public sealed class TestHost : IAsyncDisposable
{
    private const string ActorHeader = "X-Test-Actor";

    private readonly WebApplication app;
    private readonly string folder;
    private readonly Database database;
    private readonly string key;
    private readonly TestLog log;
    private readonly ConcurrentDictionary<string, Actor> signedIn;

    private TestHost(WebApplication app, string folder, Database database, string key, FakeTimeProvider clock, TestLog log, ConcurrentDictionary<string, Actor> signedIn) =>
        (this.app, this.folder, this.database, this.key, Clock, this.log, this.signedIn) = (app, folder, database, key, clock, log, signedIn);

    /// <summary>The product's clock: it stands at the morning of Monday, 2 March 2026, until it is moved.</summary>
    public FakeTimeProvider Clock { get; }

    /// <summary>The warnings and errors that were logged so far.</summary>
    public IReadOnlyCollection<string> Log => log.Lines;

    /// <summary>The host's services; scoped ones only within <see cref="UseAsync{TService,T}"/>.</summary>
    public IServiceProvider Services => app.Services;

    internal Tenant Tenant { get; private set; } = null!;

    internal ModuleCatalog Catalog => Services.GetRequiredService<ModuleCatalog>();

    /// <summary>Starts a host with modules whose assemblies the test project references, and with what they require.</summary>
    public static Task<TestHost> StartAsync(Database database, params Assembly[] modules) =>
        StartAsync(database, [.. modules.Select(ModuleSource.FromAssembly)], string.Join('+', modules.Select(m => m.ManifestModule.ModuleVersionId).Order()));

    internal static async Task<TestHost> StartAsync(Database database, IReadOnlyList<ModuleSource> modules, string key, Action<IServiceCollection>? configure = null)
    {
        var host = Create(database, modules, key, configure);
        await host.app.StartAsync();
        host.Tenant = await host.AddTenantAsync("Test organisation");
        return host;
    }

    /// <summary>A host as it is at its first start: there is no tenant.</summary>
    internal static async Task<TestHost> StartEmptyAsync(Database database, IReadOnlyList<ModuleSource> modules, Action<IServiceCollection>? configure = null)
    {
        var host = Create(database, modules, "empty", configure);
        await host.app.StartAsync();
        return host;
    }

    /// <summary>Adds a tenant with an empty, migrated database, or with all that another one has; from the second on each answers on its own host names alone.</summary>
    internal async Task<Tenant> AddTenantAsync(string name, string hostNames = "localhost", string culture = "en", Tenant? like = null)
    {
        var row = new TenantRow { Name = name, HostNames = hostNames, TimeZone = "Europe/Berlin", Culture = culture, CreatedAt = Clock.GetUtcNow() };
        var target = PlaceOf(row.Id);
        if (database == Database.Postgres) DatabaseTemplates.DropAtTheEnd(target);
        if (like is null) await DatabaseTemplates.CopyAsync(key, database, target, MigrateTemplateAsync);
        else
        {
            DatabaseTemplates.ClearPool(like.Database);
            await DatabaseTemplates.CopyAsync($"{like.Id}", database, target, () => Task.FromResult(PlaceOf(like.Id)));
            var options = Services.GetRequiredService<InstallationOptions>();
            var files = new DirectoryInfo(Path.Combine(options.TenantFolder(like.Id), "files"));
            foreach (var file in files.EnumerateFiles("*", SearchOption.AllDirectories))
                file.CopyTo(Path.Combine(Directory.CreateDirectory(Path.Combine(options.TenantFolder(row.Id), "files", Path.GetRelativePath(files.FullName, file.DirectoryName!))).FullName, file.Name));
        }

        return await Services.GetRequiredService<TenantRegistry>().AddAsync(row, fill: null, CancellationToken.None);
    }

    private string PlaceOf(Guid tenantId) => database == Database.Sqlite
        ? Path.Combine(Services.GetRequiredService<InstallationOptions>().TenantFolder(tenantId), "tenant.db")
        : DatabaseTemplates.PostgresName(tenantId);

    /// <summary>Makes somebody whom the tenant's directory knows, with the given roles.</summary>
    public Task<Actor> CreatePersonAsync(string name, params string[] roles) => CreatePersonAsync(name, manager: null, roles);

    /// <summary>Makes somebody who reports to a manager.</summary>
    /// <param name="name">Given and family name.</param>
    /// <param name="manager">The line manager; null at the top.</param>
    /// <param name="roles">Roles of <see cref="Access.RoleNames"/>.</param>
    public async Task<Actor> CreatePersonAsync(string name, Actor? manager, params string[] roles)
    {
        var (given, family) = name.Split(' ', 2) is [var first, var rest] ? (first, rest) : (name, "");
        var person = new Person { ManagerId = manager?.PersonId }.Describe(given, family, "", "", "");
        await SaveAsync<PlatformDb>(person);
        return Actor.OfPerson(person.Id, roles);
    }

    /// <summary>Gives somebody an account with their roles, from which is read who holds a permission: <see cref="Sdk.People.IPeople.HoldersOfAsync"/>.</summary>
    public async Task<Actor> GiveAccountAsync(Actor actor)
    {
        var name = $"{actor.PersonId:N}";
        var account = new Account { PersonId = actor.PersonId, UserName = name, NormalizedUserName = name.ToUpperInvariant(), Email = $"{name}@example.org", NormalizedEmail = $"{name}@example.org".ToUpperInvariant() };
        await SaveAsync<PlatformDb>([account, .. actor.Roles.Select(r => new RoleGrant { AccountId = account.Id, Role = r })]);
        return actor;
    }

    /// <summary>Makes an organisation unit.</summary>
    public async Task<Guid> CreateUnitAsync(string name, Guid? parentId = null)
    {
        var unit = new OrganisationUnit { Name = name, ParentId = parentId };
        await SaveAsync<PlatformDb>(unit);
        return unit.Id;
    }

    /// <summary>Puts somebody into a unit, without telling the modules.</summary>
    public Task MoveToUnitAsync(Actor person, Guid unitId) => UseAsync<PlatformDb, int>(db =>
        db.Set<Person>().Where(p => p.Id == person.PersonId).ExecuteUpdateAsync(p => p.SetProperty(x => x.UnitId, unitId)));

    /// <summary>Makes a person with the roles and signs them in; see <see cref="SignInAsync"/>.</summary>
    public async Task<HttpClient> SignInAsAsync(params string[] roles) => await SignInAsync(await CreatePersonAsync("Ada Lovelace", roles));

    /// <summary>A client of somebody who is signed in, for pages and for the API. It keeps cookies and follows no redirects.</summary>
    public Task<HttpClient> SignInAsync(Actor actor)
    {
        var client = CreateClient();
        var token = Guid.NewGuid().ToString("N");
        signedIn[token] = actor;
        client.DefaultRequestHeaders.Add(ActorHeader, token);
        return Task.FromResult(client);
    }

    /// <summary>A client of nobody, over https. It keeps cookies and follows no redirects.</summary>
    /// <param name="hostName">The host name that the request names.</param>
    public HttpClient CreateClient(string hostName = "localhost") =>
        new(new CookieJar(Clock, app.GetTestServer().CreateHandler())) { BaseAddress = new Uri($"https://{hostName}/") };

    /// <summary>Sends a read through the real pipeline.</summary>
    public Task<Result<T>> SendAsync<T>(IRead<T> query, Actor actor) => AsAsync(actor, send => send.SendAsync(query));

    /// <summary>Sends a write through the real pipeline.</summary>
    public Task<Result<T>> SendAsync<T>(IWrite<T> command, Actor actor) => AsAsync(actor, send => send.SendAsync(command));

    private async Task<Result<T>> AsAsync<T>(Actor actor, Func<ISend, ValueTask<Result<T>>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        var acting = scope.ServiceProvider.GetRequiredService<ActingContext>();
        acting.For(Tenant);
        Take(acting, Tenant, Catalog, actor);
        return await act(scope.ServiceProvider.GetRequiredService<ISend>());
    }

    /// <summary>Asks a service, such as a lookup or a module's context, as the platform.</summary>
    public async Task<T> UseAsync<TService, T>(Func<TService, Task<T>> ask) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingContext>().ActAsSystem(Tenant);
        return await ask(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Puts entities into a module's tables: what is given before the test's one act.</summary>
    public Task SaveAsync<TDb>(params object[] entities) where TDb : DbContext => UseAsync<TDb, int>(db =>
    {
        db.AddRange(entities);
        return db.SaveChangesAsync();
    });

    /// <summary>Lets events happen as if a use case had published them, in one transaction.</summary>
    public async Task PublishAsync(params IEvent[] events)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingContext>().ActAsSystem(Tenant);
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().RunAsync("Test.Publish", _ =>
        {
            foreach (var happened in events) scope.ServiceProvider.GetRequiredService<IEvents>().Publish(happened);
            return new ValueTask<Result<Done>>(Done.Value);
        }, CancellationToken.None);
    }

    /// <summary>Delivers all events that are due, also those that consumers publish meanwhile.</summary>
    /// <param name="tolerateErrors">Whether a consumer may throw; else this throws with what it said.</param>
    public async Task DeliverEventsAsync(bool tolerateErrors = false)
    {
        await Services.GetRequiredService<Dispatcher>().DeliverAllAsync(CancellationToken.None);
        if (tolerateErrors) return;
        var errors = await UseAsync<PlatformDb, List<string>>(db => db.Set<Delivery>()
            .Where(d => d.Error != null && (d.State == DeliveryState.Due || d.State == DeliveryState.Parked))
            .Select(d => d.Subscriber + ": " + d.Error).ToListAsync());
        if (errors.Count > 0) throw new InvalidOperationException(string.Join(Environment.NewLine, errors));
    }

    /// <summary>Does all work that the modules do in the background.</summary>
    public Task DoBackgroundWorkAsync() => Services.GetRequiredService<BackgroundWork>().DoAllAsync(CancellationToken.None);

    /// <summary>The events of a type that happened so far, oldest first.</summary>
    public async Task<IReadOnlyList<TEvent>> EventsAsync<TEvent>() where TEvent : IEvent
    {
        var name = Subscriptions.NameOf(typeof(TEvent)).Name;
        return [.. (await StoredEventsAsync()).Where(m => m.Type == name).Select(m => JsonSerializer.Deserialize<TEvent>(m.Payload, JsonSerializerOptions.Web)!)];
    }

    /// <summary>What somebody was told and has not read, the newest first, in English; deliver events before.</summary>
    public async Task<IReadOnlyList<string>> NoticesOfAsync(Actor actor)
    {
        var found = await SendAsync(new ListNotices.Query(PageSize: 200), actor);
        return found.Error is { } error ? throw new InvalidOperationException($"{error.Code}: {error.Message}") : [.. found.Value.Items.Select(n => n.Text)];
    }

    /// <summary>The stable names of all events that happened so far, oldest first.</summary>
    public async Task<IReadOnlyList<string>> EventNamesAsync() => [.. (await StoredEventsAsync()).Select(m => m.Type)];

    private Task<List<OutboxMessage>> StoredEventsAsync() =>
        UseAsync<PlatformDb, List<OutboxMessage>>(db => db.Set<OutboxMessage>().AsNoTracking().OrderBy(m => m.Id).ToListAsync());

    /// <summary>Switches a feature on or off for the tenant, as its administrator would.</summary>
    public Task SetFeatureAsync(string feature, bool isOn) => SetFeatureAsync(Tenant, feature, isOn);

    internal async Task SetFeatureAsync(Tenant tenant, string feature, bool isOn)
    {
        await using (var scope = Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<ActingContext>().ActAsSystem(tenant);
            var db = scope.ServiceProvider.GetRequiredService<PlatformDb>();
            var setting = await db.Set<FeatureSetting>().FindAsync(feature);
            if (setting is null) db.Add(setting = new FeatureSetting { Feature = feature });
            (setting.IsOn, setting.ChangedAt) = (isOn, Clock.GetUtcNow());
            await db.SaveChangesAsync();
        }

        await Services.GetRequiredService<TenantRegistry>().RefreshFeaturesAsync(tenant, CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var tenants = Services.GetRequiredService<TenantRegistry>().All;
        await app.StopAsync();
        await app.DisposeAsync();
        foreach (var tenant in tenants)
        {
            DatabaseTemplates.ClearPool(tenant.Database);
            // Now, not when the process ends: dropping many takes longer than a test runner waits for it.
            if (database == Database.Postgres) DatabaseTemplates.DropPostgres(DatabaseTemplates.PostgresName(tenant.Id));
        }

        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private static TestHost Create(Database database, IReadOnlyList<ModuleSource> modules, string key, Action<IServiceCollection>? configure)
    {
        var folder = Directory.CreateDirectory(Path.Combine(DatabaseTemplates.Folder, Guid.NewGuid().ToString("N"))).FullName;
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
        var log = new TestLog();
        var signedIn = new ConcurrentDictionary<string, Actor>();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(HostApplication).Assembly.GetName().Name,
            EnvironmentName = Environments.Production,
            ContentRootPath = AppContext.BaseDirectory,
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseTestServer(o => o.PreserveExecutionContext = true);
        builder.Host.UseDefaultServiceProvider(o => o.ValidateScopes = true);
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton<IStartupFilter>(new TakeActor(signedIn));
        configure?.Invoke(builder.Services);
        var app = HostApplication.Build(builder, new InstallationOptions
        {
            DataFolder = folder,
            Postgres = database == Database.Postgres ? DatabaseTemplates.PostgresPattern : null,
            Modules = modules,
            DeliverInBackground = false,
        });
        return new TestHost(app, folder, database, key, clock, log, signedIn);
    }

    /// <summary>Migrates a tenant's database from nothing, for the others to be copied from.</summary>
    private async Task<string> MigrateTemplateAsync()
    {
        var id = Guid.CreateVersion7();
        var options = Services.GetRequiredService<InstallationOptions>();
        var made = database == Database.Sqlite
            ? Path.Combine(Directory.CreateDirectory(Path.Combine(DatabaseTemplates.Folder, "templates", id.ToString("N"))).FullName, "tenant.db")
            : DatabaseTemplates.PostgresName(id);
        var template = database == Database.Sqlite
            ? TenantDatabase.Sqlite(made)
            : TenantDatabase.Postgres(options.Postgres!.Replace("{tenant}", id.ToString("N"), StringComparison.Ordinal));
        if (database == Database.Postgres) DatabaseTemplates.DropAtTheEnd(made);
        // A module that cannot be migrated is quarantined for each tenant anew: the copy starts where the template stopped.
        await Services.GetRequiredService<TenantMigrations>().ApplyAsync(template, CancellationToken.None);
        DatabaseTemplates.ClearPool(template);
        return made;
    }

    private static void Take(ActingContext acting, Tenant tenant, ModuleCatalog catalog, Actor actor)
    {
        if (actor.IsSystem) acting.ActAsSystem(tenant);
        else if (actor.Person is { } person) acting.ActAs(person, person, PermissionsOf(actor, catalog));
    }

    private sealed class TakeActor(ConcurrentDictionary<string, Actor> signedIn) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                if (context.Request.Headers[ActorHeader].ToString() is { Length: > 0 } token && signedIn.TryGetValue(token, out var actor) && actor.Person is { } person)
                    context.RequestServices.GetRequiredService<ActingContext>().ActAs(person, person, PermissionsOf(actor, context.RequestServices.GetRequiredService<ModuleCatalog>()));
                return following(context);
            });
            next(app);
        };
    }

    private static FrozenSet<string> PermissionsOf(Actor actor, ModuleCatalog catalog) =>
        catalog.Permissions.Where(p => p.Roles.Intersect(actor.Roles).Any()).Select(p => p.Id).Concat(actor.Permissions).ToFrozenSet();
}
