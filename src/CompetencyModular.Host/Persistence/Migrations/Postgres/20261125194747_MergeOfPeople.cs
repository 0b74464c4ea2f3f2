using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Host.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MergeOfPeople : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "MailKey",
                schema: "platform",
                table: "people",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "NumberKey",
                schema: "platform",
                table: "people",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            // Those who are known already; their next change writes it as everybody's.
            migrationBuilder.Sql("UPDATE platform.people SET \"MailKey\" = SUBSTR(UPPER(REPLACE(REPLACE(REPLACE(REPLACE(SPLIT_PART(\"Email\", '@', 1), '.', ''), '-', ''), '_', ''), ' ', '')), 1, 100) WHERE \"Email\" LIKE '%@%'");
            migrationBuilder.Sql("UPDATE platform.people SET \"NumberKey\" = LTRIM(UPPER(REPLACE(REPLACE(REPLACE(REPLACE(\"PersonnelNumber\", '.', ''), '-', ''), '_', ''), ' ', '')), '0') WHERE \"PersonnelNumber\" IS NOT NULL");

            migrationBuilder.CreateTable(
                name: "different_people",
                schema: "platform",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    OtherId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_different_people", x => new { x.PersonId, x.OtherId });
                    table.ForeignKey(
                        name: "FK_different_people_people_OtherId",
                        column: x => x.OtherId,
                        principalSchema: "platform",
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_different_people_people_PersonId",
                        column: x => x.PersonId,
                        principalSchema: "platform",
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_people_MailKey_Id",
                schema: "platform",
                table: "people",
                columns: new[] { "MailKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_people_MergedIntoId",
                schema: "platform",
                table: "people",
                column: "MergedIntoId");

            migrationBuilder.CreateIndex(
                name: "IX_people_NumberKey_Id",
                schema: "platform",
                table: "people",
                columns: new[] { "NumberKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_people_SortName_Id",
                schema: "platform",
                table: "people",
                columns: new[] { "SortName", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_different_people_OtherId",
                schema: "platform",
                table: "different_people",
                column: "OtherId");

            migrationBuilder.AddForeignKey(
                name: "FK_people_people_MergedIntoId",
                schema: "platform",
                table: "people",
                column: "MergedIntoId",
                principalSchema: "platform",
                principalTable: "people",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_people_people_MergedIntoId",
                schema: "platform",
                table: "people");

            migrationBuilder.DropTable(
                name: "different_people",
                schema: "platform");

            migrationBuilder.DropIndex(
                name: "IX_people_MailKey_Id",
                schema: "platform",
                table: "people");

            migrationBuilder.DropIndex(
                name: "IX_people_MergedIntoId",
                schema: "platform",
                table: "people");

            migrationBuilder.DropIndex(
                name: "IX_people_NumberKey_Id",
                schema: "platform",
                table: "people");

            migrationBuilder.DropIndex(
                name: "IX_people_SortName_Id",
                schema: "platform",
                table: "people");

            migrationBuilder.DropColumn(
                name: "MailKey",
                schema: "platform",
                table: "people");

            migrationBuilder.DropColumn(
                name: "NumberKey",
                schema: "platform",
                table: "people");
        }
    }
}
