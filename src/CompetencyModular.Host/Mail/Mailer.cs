using System.Text.Json;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;

namespace CompetencyModular.Host.Mail;

/// <summary>Mail to people. It leaves after the running unit of work is committed, and never without it.</summary>
internal interface IMailer
{
    /// <summary>Whether mail can leave. Where it cannot, say to people what they do instead; do not send.</summary>
    bool IsConfigured { get; }

    /// <summary>Adds a mail to the running unit of work.</summary>
    /// <param name="to">One address.</param>
    /// <param name="subject">One line.</param>
    /// <param name="text">Plain text, in the language of whoever reads it.</param>
    void Send(string to, string subject, string text);

    /// <summary>The address of a page for a link in a mail.</summary>
    /// <param name="path">Without a leading slash.</param>
    string LinkTo(string path);
}

internal sealed class Mailer(PlatformDb db, ActingContext acting, TenantSecrets secrets, MailOptions options, TimeProvider time) : IMailer
{
    public const string Purpose = "mail";

    public bool IsConfigured => options.IsConfigured;

    public void Send(string to, string subject, string text)
    {
        if (!IsConfigured) throw new InvalidOperationException("Mail is not configured; ask IsConfigured first.");
        var now = time.GetUtcNow();
        // A line break in a subject would begin another header.
        var content = new MailContent(subject.ReplaceLineEndings(" "), text);
        db.Add(new OutgoingMail { To = to, ProtectedContent = secrets.Protect(Purpose, JsonSerializer.Serialize(content)), CreatedAt = now, DueAt = now });
    }

    public string LinkTo(string path)
    {
        var address = new UriBuilder(options.PublicAddress ?? throw new InvalidOperationException("Mail is not configured; ask IsConfigured first."));
        // Of several organisations each has its own name; the configured address says the rest.
        if (acting.Tenant.HostNames.Count > 0 && !acting.Tenant.HostNames.Contains(address.Host)) address.Host = acting.Tenant.HostNames.Order(StringComparer.Ordinal).First();
        return new Uri(new Uri(address.Uri.ToString().TrimEnd('/') + "/"), path).ToString();
    }
}

internal sealed record MailContent(string Subject, string Text);
