using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CompetencyModular.Host.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AuditTrail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_audit_ActorId",
                schema: "platform",
                table: "audit");

            migrationBuilder.DropIndex(
                name: "IX_audit_At",
                schema: "platform",
                table: "audit");

            migrationBuilder.AddColumn<string>(
                name: "Digest",
                schema: "platform",
                table: "audit",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "OnBehalfOf",
                schema: "platform",
                table: "audit",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "audit_seals",
                schema: "platform",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    FromId = table.Column<long>(type: "bigint", nullable: false),
                    ToId = table.Column<long>(type: "bigint", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Previous = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_seals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "audit_subjects",
                schema: "platform",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    EntryId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_subjects", x => new { x.PersonId, x.EntryId });
                });

            migrationBuilder.CreateTable(
                name: "audit_values",
                schema: "platform",
                columns: table => new
                {
                    EntryId = table.Column<long>(type: "bigint", nullable: false),
                    Salt = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Changes = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_values", x => x.EntryId);
                });

            migrationBuilder.CreateTable(
                name: "record_views",
                schema: "platform",
                columns: table => new
                {
                    SubjectId = table.Column<Guid>(type: "uuid", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    ViewerId = table.Column<Guid>(type: "uuid", nullable: false),
                    Module = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    LastAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_record_views", x => new { x.SubjectId, x.Day, x.ViewerId, x.Module });
                });

            migrationBuilder.CreateIndex(
                name: "IX_audit_ActorId_At_Id",
                schema: "platform",
                table: "audit",
                columns: new[] { "ActorId", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_At_Id",
                schema: "platform",
                table: "audit",
                columns: new[] { "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_seals_FromId",
                schema: "platform",
                table: "audit_seals",
                column: "FromId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_audit_seals_ToId",
                schema: "platform",
                table: "audit_seals",
                column: "ToId");

            migrationBuilder.CreateIndex(
                name: "IX_audit_subjects_EntryId",
                schema: "platform",
                table: "audit_subjects",
                column: "EntryId");

            migrationBuilder.CreateIndex(
                name: "IX_record_views_Day",
                schema: "platform",
                table: "record_views",
                column: "Day");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_seals",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "audit_subjects",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "audit_values",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "record_views",
                schema: "platform");

            migrationBuilder.DropIndex(
                name: "IX_audit_ActorId_At_Id",
                schema: "platform",
                table: "audit");

            migrationBuilder.DropIndex(
                name: "IX_audit_At_Id",
                schema: "platform",
                table: "audit");

            migrationBuilder.DropColumn(
                name: "Digest",
                schema: "platform",
                table: "audit");

            migrationBuilder.DropColumn(
                name: "OnBehalfOf",
                schema: "platform",
                table: "audit");

            migrationBuilder.CreateIndex(
                name: "IX_audit_ActorId",
                schema: "platform",
                table: "audit",
                column: "ActorId");

            migrationBuilder.CreateIndex(
                name: "IX_audit_At",
                schema: "platform",
                table: "audit",
                column: "At");
        }
    }
}
