using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Net.Http.Headers;

namespace CompetencyModular.Sdk.Testing;

/// <summary>Keeps a client's cookies by the test's clock; .NET's own jar goes by the real one and would drop what is fresh in the test.</summary>
internal sealed class CookieJar(TimeProvider clock, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly Dictionary<string, string> cookies = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}")));
        var response = await base.SendAsync(request, cancellationToken);
        if (!response.Headers.TryGetValues("Set-Cookie", out var lines)) return response;
        foreach (var cookie in SetCookieHeaderValue.ParseList([.. lines]))
        {
            var isGone = cookie.MaxAge <= TimeSpan.Zero || (cookie.MaxAge is null && cookie.Expires <= clock.GetUtcNow());
            if (isGone) cookies.Remove(cookie.Name.ToString());
            else cookies[cookie.Name.ToString()] = cookie.Value.ToString();
        }

        return response;
    }
}

/// <summary>Pages and forms as a person uses them.</summary>
public static class TestBrowser
{
    /// <summary>Reads a page.</summary>
    /// <exception cref="HttpRequestException">The answer is no success.</exception>
    public static async Task<IHtmlDocument> GetPageAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        return await response.EnsureSuccessStatusCode().ReadPageAsync();
    }

    /// <summary>Reads an answer as a page, whatever its status.</summary>
    public static async Task<IHtmlDocument> ReadPageAsync(this HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

    /// <summary>
    /// Opens a page, fills the form that has the fields and submits it with all it holds besides: hidden fields, what is selected and checked.
    /// The answer is not followed, so that a test sees the redirect.
    /// </summary>
    /// <param name="client">A signed-in client.</param>
    /// <param name="path">The page that holds the form.</param>
    /// <param name="fields">Values by field name; they replace those of the page.</param>
    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        var (target, values) = await client.FillAsync(path, [.. fields.Select(f => f.Name)], fields);
        return await client.PostAsync(target, new FormUrlEncodedContent(values));
    }

    /// <summary>As <see cref="SubmitAsync"/>, for a form with files.</summary>
    /// <param name="client">A signed-in client.</param>
    /// <param name="path">The page that holds the form.</param>
    /// <param name="input">The name of the file input.</param>
    /// <param name="files">What is chosen in it.</param>
    /// <param name="fields">Values by field name; they replace those of the page.</param>
    public static async Task<HttpResponseMessage> SubmitFilesAsync(this HttpClient client, string path, string input, IEnumerable<(string Name, byte[] Content)> files, params (string Name, string Value)[] fields)
    {
        var (target, values) = await client.FillAsync(path, [input, .. fields.Select(f => f.Name)], fields);
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in values) content.Add(new StringContent(value), name);
        foreach (var (name, bytes) in files) content.Add(new ByteArrayContent(bytes), input, name);
        return await client.PostAsync(target, content);
    }

    private static async Task<(string Target, List<KeyValuePair<string, string>> Values)> FillAsync(this HttpClient client, string path, string[] names, (string Name, string Value)[] fields)
    {
        var page = await client.GetPageAsync(path);
        var form = page.Forms.FirstOrDefault(f => f.Method == "post" && names.All(name => f.Elements.OfType<IHtmlElement>().Any(e => e.GetAttribute("name") == name)))
            ?? throw new InvalidOperationException($"No form on {path} has the fields {string.Join(", ", names)}.");
        var values = form.Elements.OfType<IHtmlElement>().SelectMany(ValuesOf).Where(v => fields.All(f => f.Name != v.Key)).ToList();
        values.AddRange(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return (form.GetAttribute("action") is { Length: > 0 } action ? action : path, values);
    }

    private static IEnumerable<KeyValuePair<string, string>> ValuesOf(IHtmlElement element)
    {
        if (element.GetAttribute("name") is not { Length: > 0 } name || element.HasAttribute("disabled")) yield break;
        switch (element)
        {
            case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { Type: "submit" or "file" }:
                break;
            case IHtmlInputElement input:
                yield return KeyValuePair.Create(name, input.Value);
                break;
            case IHtmlTextAreaElement area:
                yield return KeyValuePair.Create(name, area.Value);
                break;
            case IHtmlSelectElement select:
                foreach (var option in select.Options.Where(o => o.IsSelected)) yield return KeyValuePair.Create(name, option.Value);
                break;
        }
    }
}
