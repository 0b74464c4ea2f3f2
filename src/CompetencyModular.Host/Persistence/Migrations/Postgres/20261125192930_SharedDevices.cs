using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Host.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SharedDevices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "SharedIdleMinutes",
                schema: "platform",
                table: "sign_in_rules",
                type: "integer",
                nullable: false,
                defaultValue: 5);

            migrationBuilder.AddColumn<Guid>(
                name: "DeviceId",
                schema: "platform",
                table: "sessions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HidesOnSharedDevices",
                schema: "platform",
                table: "accounts",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "shared_devices",
                schema: "platform",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    SecretHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    AddedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shared_devices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "device_visits",
                schema: "platform",
                columns: table => new
                {
                    DeviceId = table.Column<Guid>(type: "uuid", nullable: false),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    LastAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device_visits", x => new { x.DeviceId, x.AccountId });
                    table.ForeignKey(
                        name: "FK_device_visits_accounts_AccountId",
                        column: x => x.AccountId,
                        principalSchema: "platform",
                        principalTable: "accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_device_visits_shared_devices_DeviceId",
                        column: x => x.DeviceId,
                        principalSchema: "platform",
                        principalTable: "shared_devices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_sessions_DeviceId",
                schema: "platform",
                table: "sessions",
                column: "DeviceId");

            migrationBuilder.CreateIndex(
                name: "IX_device_visits_AccountId",
                schema: "platform",
                table: "device_visits",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_shared_devices_Name_Id",
                schema: "platform",
                table: "shared_devices",
                columns: new[] { "Name", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_shared_devices_SecretHash",
                schema: "platform",
                table: "shared_devices",
                column: "SecretHash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "device_visits",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "shared_devices",
                schema: "platform");

            migrationBuilder.DropIndex(
                name: "IX_sessions_DeviceId",
                schema: "platform",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "SharedIdleMinutes",
                schema: "platform",
                table: "sign_in_rules");

            migrationBuilder.DropColumn(
                name: "DeviceId",
                schema: "platform",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "HidesOnSharedDevices",
                schema: "platform",
                table: "accounts");
        }
    }
}
