using System.Net.Http.Headers;
using System.Net.Http.Json;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Access;

/// <summary>People who sign in with a password of their own, as in life.</summary>
internal static class TestAccounts
{
    public const string Password = "correct horse battery";

    /// <summary>Makes somebody with an account that no other test uses.</summary>
    public static async Task<(string Email, Guid PersonId)> CreateAccountAsync(this TestHost host, bool mustChangePassword = false, params string[] roles)
    {
        var email = $"grace-{Guid.NewGuid():N}@example.org";
        var person = await host.CreatePersonAsync("Grace Hopper");
        await host.ChangeAsync(services =>
        {
            services.GetRequiredService<Accounts>().Add(person.PersonId, email, Password, mustChangePassword, roles);
            return Task.CompletedTask;
        });
        return (email, person.PersonId);
    }

    /// <summary>Changes something behind the product's back, and saves it.</summary>
    public static Task ChangeAsync(this TestHost host, Func<IServiceProvider, Task> change) => host.UseAsync<IServiceProvider, int>(async services =>
    {
        await change(services);
        return await services.GetRequiredService<PlatformDb>().SaveChangesAsync();
    });

    public static PlatformDb GetDb(this IServiceProvider services) => services.GetRequiredService<PlatformDb>();

    /// <summary>A client with a bearer token.</summary>
    public static async Task<HttpClient> ApiOfAsync(this TestHost host, string email, string password = Password)
    {
        var answer = await host.CreateClient().PostAsJsonAsync("/api/v1/sign-in", new { email, password });
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<TokenAnswer>())!.Token);
        return client;
    }

    /// <summary>A browser in which somebody signed in.</summary>
    public static async Task<HttpClient> BrowserOfAsync(this TestHost host, string email)
    {
        var client = host.CreateClient();
        (await client.SubmitAsync("/sign-in", ("Input.Email", email), ("Input.Password", Password))).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        return client;
    }

    private sealed record TokenAnswer(string Token);
}
