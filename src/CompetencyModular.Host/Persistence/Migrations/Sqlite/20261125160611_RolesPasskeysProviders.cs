using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Host.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RolesPasskeysProviders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "ByPasskey",
                table: "platform_sessions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "platform_passkeys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CredentialId = table.Column<string>(type: "TEXT", maxLength: 1400, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    PublicKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    SignCount = table.Column<long>(type: "INTEGER", nullable: false),
                    Transports = table.Column<string>(type: "TEXT", nullable: false),
                    IsUserVerified = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsBackupEligible = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsBackedUp = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastUsedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_passkeys", x => x.Id);
                    table.ForeignKey(
                        name: "FK_platform_passkeys_platform_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "platform_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "platform_role_delegations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    FromAccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ToAccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    StartsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_role_delegations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_platform_role_delegations_platform_accounts_FromAccountId",
                        column: x => x.FromAccountId,
                        principalTable: "platform_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_platform_role_delegations_platform_accounts_ToAccountId",
                        column: x => x.ToAccountId,
                        principalTable: "platform_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "platform_roles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Permissions = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_roles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "platform_sign_in_providers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Issuer = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    ClientId = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    ProtectedSecret = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    EmailClaim = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    GivenNameClaim = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    FamilyNameClaim = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    PersonnelNumberClaim = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    CreatesPeople = table.Column<bool>(type: "INTEGER", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Domains = table.Column<string>(type: "TEXT", nullable: false),
                    IsOn = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_sign_in_providers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "platform_unit_roles",
                columns: table => new
                {
                    UnitId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_unit_roles", x => new { x.UnitId, x.Role });
                    table.ForeignKey(
                        name: "FK_platform_unit_roles_platform_units_UnitId",
                        column: x => x.UnitId,
                        principalTable: "platform_units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "platform_external_logins",
                columns: table => new
                {
                    ProviderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_external_logins", x => new { x.ProviderId, x.Subject });
                    table.ForeignKey(
                        name: "FK_platform_external_logins_platform_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "platform_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_platform_external_logins_platform_sign_in_providers_ProviderId",
                        column: x => x.ProviderId,
                        principalTable: "platform_sign_in_providers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_platform_external_logins_AccountId",
                table: "platform_external_logins",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_platform_passkeys_AccountId",
                table: "platform_passkeys",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_platform_passkeys_CredentialId",
                table: "platform_passkeys",
                column: "CredentialId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_platform_role_delegations_FromAccountId_EndsAt",
                table: "platform_role_delegations",
                columns: new[] { "FromAccountId", "EndsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_platform_role_delegations_ToAccountId_EndsAt",
                table: "platform_role_delegations",
                columns: new[] { "ToAccountId", "EndsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_platform_roles_Name",
                table: "platform_roles",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_platform_sign_in_providers_Name",
                table: "platform_sign_in_providers",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_platform_unit_roles_Role",
                table: "platform_unit_roles",
                column: "Role");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "platform_external_logins");

            migrationBuilder.DropTable(
                name: "platform_passkeys");

            migrationBuilder.DropTable(
                name: "platform_role_delegations");

            migrationBuilder.DropTable(
                name: "platform_roles");

            migrationBuilder.DropTable(
                name: "platform_unit_roles");

            migrationBuilder.DropTable(
                name: "platform_sign_in_providers");

            migrationBuilder.DropColumn(
                name: "ByPasskey",
                table: "platform_sessions");
        }
    }
}
