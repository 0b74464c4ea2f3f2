using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Host.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AuditTrail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_platform_audit_ActorId",
                table: "platform_audit");

            migrationBuilder.DropIndex(
                name: "IX_platform_audit_At",
                table: "platform_audit");

            migrationBuilder.AddColumn<string>(
                name: "Digest",
                table: "platform_audit",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "OnBehalfOf",
                table: "platform_audit",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "platform_audit_seals",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    FromId = table.Column<long>(type: "INTEGER", nullable: false),
                    ToId = table.Column<long>(type: "INTEGER", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Previous = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_audit_seals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "platform_audit_subjects",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    EntryId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_audit_subjects", x => new { x.PersonId, x.EntryId });
                });

            migrationBuilder.CreateTable(
                name: "platform_audit_values",
                columns: table => new
                {
                    EntryId = table.Column<long>(type: "INTEGER", nullable: false),
                    Salt = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Changes = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_audit_values", x => x.EntryId);
                });

            migrationBuilder.CreateTable(
                name: "platform_record_views",
                columns: table => new
                {
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ViewerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Module = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_record_views", x => new { x.SubjectId, x.Day, x.ViewerId, x.Module });
                });

            migrationBuilder.CreateIndex(
                name: "IX_platform_audit_ActorId_At_Id",
                table: "platform_audit",
                columns: new[] { "ActorId", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_platform_audit_At_Id",
                table: "platform_audit",
                columns: new[] { "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_platform_audit_seals_FromId",
                table: "platform_audit_seals",
                column: "FromId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_platform_audit_seals_ToId",
                table: "platform_audit_seals",
                column: "ToId");

            migrationBuilder.CreateIndex(
                name: "IX_platform_audit_subjects_EntryId",
                table: "platform_audit_subjects",
                column: "EntryId");

            migrationBuilder.CreateIndex(
                name: "IX_platform_record_views_Day",
                table: "platform_record_views",
                column: "Day");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "platform_audit_seals");

            migrationBuilder.DropTable(
                name: "platform_audit_subjects");

            migrationBuilder.DropTable(
                name: "platform_audit_values");

            migrationBuilder.DropTable(
                name: "platform_record_views");

            migrationBuilder.DropIndex(
                name: "IX_platform_audit_ActorId_At_Id",
                table: "platform_audit");

            migrationBuilder.DropIndex(
                name: "IX_platform_audit_At_Id",
                table: "platform_audit");

            migrationBuilder.DropColumn(
                name: "Digest",
                table: "platform_audit");

            migrationBuilder.DropColumn(
                name: "OnBehalfOf",
                table: "platform_audit");

            migrationBuilder.CreateIndex(
                name: "IX_platform_audit_ActorId",
                table: "platform_audit",
                column: "ActorId");

            migrationBuilder.CreateIndex(
                name: "IX_platform_audit_At",
                table: "platform_audit",
                column: "At");
        }
    }
}
