using System.Text.Json;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace CompetencyModular.Host.Mail;

/// <summary>
/// Sends what is due, outside any transaction: a slow mail server holds up nobody who writes. A mail leaves at least once; after a kill between sending
/// and noting it, it leaves again under the same Message-Id. What does not leave is tried again for a day.
/// </summary>
internal sealed class MailSender(IServiceScopeFactory scopes, TenantRegistry tenants, MailOptions options, TimeProvider time, ILogger<MailSender> log) : BackgroundService
{
    private const int AtOnce = 20;
    private const int MostAttempts = 10;
    private const int Timeout = 20_000;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.IsConfigured) return;
        using var timer = new PeriodicTimer(Poll, time);
        do await SendDueAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Sends what is due for all tenants.</summary>
    public async Task SendDueAsync(CancellationToken cancellationToken)
    {
        foreach (var tenant in tenants.All)
        {
            try
            {
                await SendDueAsync(tenant, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogError(exception, "The mail of tenant {Tenant} was not sent; it is tried again in a moment", tenant.Id);
            }
        }
    }

    private async Task SendDueAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingContext>().ActAsSystem(tenant);
        var secrets = scope.ServiceProvider.GetRequiredService<TenantSecrets>();
        var now = time.GetUtcNow();
        var due = await scope.ServiceProvider.GetRequiredService<PlatformDb>().Set<OutgoingMail>().AsNoTracking()
            .Where(m => m.State == MailState.Due && m.DueAt <= now).OrderBy(m => m.DueAt).ThenBy(m => m.Id).Take(AtOnce).ToListAsync(cancellationToken);
        if (due.Count == 0) return;

        using var client = new SmtpClient { Timeout = Timeout };
        foreach (var mail in due)
        {
            string? error = null;
            try
            {
                if (!client.IsConnected) await ConnectAsync(client, cancellationToken);
                await client.SendAsync(Compose(mail, secrets), cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning("Mail {Mail} was not sent (attempt {Attempt}): {Error}", mail.Id, mail.Attempts + 1, exception.GetType().Name);
                error = $"{exception.GetType().Name}: {exception.Message}";
                if (client.IsConnected) await client.DisconnectAsync(quit: false, CancellationToken.None);
            }

            await NoteAsync(tenant, mail, error, cancellationToken);
        }

        if (client.IsConnected) await client.DisconnectAsync(quit: true, cancellationToken);
    }

    private async Task ConnectAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        await client.ConnectAsync(options.Host!, options.Port, options.SocketOptions, cancellationToken);
        if (options.User is { Length: > 0 } user) await client.AuthenticateAsync(user, options.Password ?? "", cancellationToken);
    }

    private MimeMessage Compose(OutgoingMail mail, TenantSecrets secrets)
    {
        var content = JsonSerializer.Deserialize<MailContent>(secrets.Unprotect(Mailer.Purpose, mail.ProtectedContent!)!)!;
        var from = MailboxAddress.Parse(options.From!);
        var message = new MimeMessage { MessageId = $"{mail.Id:N}@{from.Domain}", Subject = content.Subject, Date = mail.CreatedAt, Body = new TextPart("plain") { Text = content.Text } };
        message.From.Add(from);
        message.To.Add(MailboxAddress.Parse(mail.To));
        // Nobody's absence note is for us.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private async Task NoteAsync(Tenant tenant, OutgoingMail sent, string? error, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingContext>().ActAsSystem(tenant);
        var db = scope.ServiceProvider.GetRequiredService<PlatformDb>();
        using var gate = await tenant.Database.EnterWriteAsync(cancellationToken);
        if (await db.Set<OutgoingMail>().FindAsync([sent.Id], cancellationToken) is not { } mail) return;
        var now = time.GetUtcNow();
        mail.Attempts++;
        mail.Error = error is { Length: > 500 } ? error[..500] : error;
        mail.DueAt = error is null ? now : now + Backoff(mail.Attempts);
        mail.State = error is null ? MailState.Sent : mail.Attempts >= MostAttempts ? MailState.GivenUp : MailState.Due;
        if (mail.State is not MailState.Due) mail.ProtectedContent = null;
        await db.SaveChangesAsync(cancellationToken);

        var old = now - Remembered;
        await db.Set<OutgoingMail>().Where(m => m.State != MailState.Due && m.DueAt < old).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>10 s, 30 s, 90 s … 8 h at most: about a day in all.</summary>
    private static TimeSpan Backoff(int attempts) => TimeSpan.FromSeconds(Math.Min(10 * Math.Pow(3, attempts - 1), 28_800));
}
