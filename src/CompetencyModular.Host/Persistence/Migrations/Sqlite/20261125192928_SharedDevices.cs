using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Host.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SharedDevices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "SharedIdleMinutes",
                table: "platform_sign_in_rules",
                type: "INTEGER",
                nullable: false,
                defaultValue: 5);

            migrationBuilder.AddColumn<Guid>(
                name: "DeviceId",
                table: "platform_sessions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HidesOnSharedDevices",
                table: "platform_accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "platform_shared_devices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    SecretHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    AddedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_shared_devices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "platform_device_visits",
                columns: table => new
                {
                    DeviceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_device_visits", x => new { x.DeviceId, x.AccountId });
                    table.ForeignKey(
                        name: "FK_platform_device_visits_platform_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "platform_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_platform_device_visits_platform_shared_devices_DeviceId",
                        column: x => x.DeviceId,
                        principalTable: "platform_shared_devices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_platform_sessions_DeviceId",
                table: "platform_sessions",
                column: "DeviceId");

            migrationBuilder.CreateIndex(
                name: "IX_platform_device_visits_AccountId",
                table: "platform_device_visits",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_platform_shared_devices_Name_Id",
                table: "platform_shared_devices",
                columns: new[] { "Name", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_platform_shared_devices_SecretHash",
                table: "platform_shared_devices",
                column: "SecretHash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "platform_device_visits");

            migrationBuilder.DropTable(
                name: "platform_shared_devices");

            migrationBuilder.DropIndex(
                name: "IX_platform_sessions_DeviceId",
                table: "platform_sessions");

            migrationBuilder.DropColumn(
                name: "SharedIdleMinutes",
                table: "platform_sign_in_rules");

            migrationBuilder.DropColumn(
                name: "DeviceId",
                table: "platform_sessions");

            migrationBuilder.DropColumn(
                name: "HidesOnSharedDevices",
                table: "platform_accounts");
        }
    }
}
