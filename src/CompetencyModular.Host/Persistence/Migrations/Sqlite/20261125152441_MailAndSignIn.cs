using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Host.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MailAndSignIn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "LastSeenAt",
                table: "platform_sessions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Name",
                table: "platform_sessions",
                type: "TEXT",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Scopes",
                table: "platform_sessions",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<long>(
                name: "LastTotpStep",
                table: "platform_accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "ProtectedTotpKey",
                table: "platform_accounts",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "platform_outgoing_mails",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    To = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    ProtectedContent = table.Column<string>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Error = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_outgoing_mails", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "platform_password_resets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CodeHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_password_resets", x => x.Id);
                    table.ForeignKey(
                        name: "FK_platform_password_resets_platform_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "platform_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "platform_recovery_codes",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CodeHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_recovery_codes", x => new { x.AccountId, x.CodeHash });
                    table.ForeignKey(
                        name: "FK_platform_recovery_codes_platform_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "platform_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "platform_sign_in_rules",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    EverybodyTwoSteps = table.Column<bool>(type: "INTEGER", nullable: false),
                    TwoStepRoles = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_sign_in_rules", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_platform_outgoing_mails_State_DueAt_Id",
                table: "platform_outgoing_mails",
                columns: new[] { "State", "DueAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_platform_password_resets_AccountId",
                table: "platform_password_resets",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_platform_password_resets_CodeHash",
                table: "platform_password_resets",
                column: "CodeHash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "platform_outgoing_mails");

            migrationBuilder.DropTable(
                name: "platform_password_resets");

            migrationBuilder.DropTable(
                name: "platform_recovery_codes");

            migrationBuilder.DropTable(
                name: "platform_sign_in_rules");

            migrationBuilder.DropColumn(
                name: "LastSeenAt",
                table: "platform_sessions");

            migrationBuilder.DropColumn(
                name: "Name",
                table: "platform_sessions");

            migrationBuilder.DropColumn(
                name: "Scopes",
                table: "platform_sessions");

            migrationBuilder.DropColumn(
                name: "LastTotpStep",
                table: "platform_accounts");

            migrationBuilder.DropColumn(
                name: "ProtectedTotpKey",
                table: "platform_accounts");
        }
    }
}
